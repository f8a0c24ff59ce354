#!/usr/bin/env bash
# jose: a key published with alg "EdDSA" is not found for a token with alg "Ed25519", and the other way round.
#
# Expectation: RFC 9864 gave EdDSA over Curve25519 the fully specified name Ed25519. jose supports both names, and for
# an OKP key with crv Ed25519 they are the same algorithm; so a key verifies tokens under either name.
# Behaviour: createLocalJWKSet and createRemoteJWKSet compare the `alg` of the JWK with that of the token as text. A key that
# states one name is no match (ERR_JWKS_NO_MATCHING_KEY) for a token with the other. Without `alg` the same key verifies both.
# Why it matters: an issuer that changes the name in its tokens before its key set, or the reverse, is locked out. A verifier that
# accepts both names should drop `alg` from Ed25519 keys before it hands them to jose.
# Versions: jose 6.2.18, Node 20 and later.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jose@6.2.18
cat >check.mjs <<'JS'
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';

const { publicKey, privateKey } = await generateKeyPair('Ed25519', { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: 'k' };
let isAsDescribed = true;
for (const published of ['EdDSA', 'Ed25519', undefined]) {
  for (const used of ['EdDSA', 'Ed25519']) {
    const find = createLocalJWKSet({ keys: [published === undefined ? jwk : { ...jwk, alg: published }] });
    const token = await new SignJWT({}).setProtectedHeader({ alg: used, kid: 'k' }).sign(privateKey);
    const outcome = await jwtVerify(token, find, { algorithms: ['EdDSA', 'Ed25519'] }).then(
      () => 'verified',
      (error) => error.code,
    );
    console.log(`key alg ${published ?? '(none)'}, token alg ${used}: ${outcome}`);
    const expected = published === undefined || published === used ? 'verified' : 'ERR_JWKS_NO_MATCHING_KEY';
    isAsDescribed &&= outcome === expected;
  }
}
process.exit(isAsDescribed ? 0 : 1);
JS
echo "jose $(node -p "require('./node_modules/jose/package.json').version"), node $(node --version)"
node check.mjs
