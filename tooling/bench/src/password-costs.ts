// node tooling/bench/dist/password-costs.js: the CPU time of one verification of each kind of password hash, from which
// MAX_HASH_COST of packages/contracts/src/password-hash.ts is derived.
import { passwords } from '@profiles/profiles-service';

const SALT = 'c2FsdHNhbHRzYWx0c2FsdA';

/** Hashes whose verification takes some tenths of a second. That they belong to no password makes no difference. */
const HASHES = {
  'argon2id, 64 MiB, 4 passes': `$argon2id$v=19$m=65536,t=4,p=1$${SALT}$${'A'.repeat(43)}`,
  'argon2id, 256 MiB, 3 passes': `$argon2id$v=19$m=262144,t=3,p=1$${SALT}$${'A'.repeat(43)}`,
  'bcrypt, 2^12 rounds': `$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW`,
  'scrypt, N = 2^17, r = 8, p = 1': `$scrypt$ln=17,r=8,p=1$${SALT}$${'A'.repeat(43)}`,
  'PBKDF2 with SHA-256, a million iterations': `$pbkdf2-sha256$i=1000000,l=32$${SALT}$${'A'.repeat(43)}`,
  'PBKDF2 with SHA-512, a million iterations': `$pbkdf2-sha512$i=1000000,l=64$${SALT}$${'A'.repeat(86)}`,
};

for (const [name, hash] of Object.entries(HASHES)) {
  const before = process.cpuUsage();
  await passwords.verify('correct horse battery', hash);
  const { user, system } = process.cpuUsage(before);
  console.log(`${name}: ${((user + system) / 1e6).toFixed(2)} s`);
}
