import { coded, text } from './fields.js';

const SHORTEST = 8;
const FEWEST_DIFFERENT = 4;

/** Those tried first by everybody who loginThrottle. */
const COMMON = new Set(
  `password password1 password123 passw0rd passord passord1 passord123 12345678 123456789 1234567890 qwerty123 qwertyuiop
  qwerty12 iloveyou football baseball sunshine princess superman trustno1 letmein1 welcome1 admin123 abcd1234 1q2w3e4r
  sommer2024 sommer2025 sommer2026 hemmelig hemmelig1 velkommen velkommen1`.split(/\s+/),
);

/**
 * A password to be set; [600] when it is too weak: shorter than eight characters, of fewer than four different ones,
 * or among the common ones. Length is what counts: no kind of character is asked for.
 */
export function newPassword() {
  return text({ max: 256, min: 1 })
    .refine(isStrong, coded(600, 'Choose a longer password that is not among the common ones.'))
    .meta({ format: 'password', minLength: SHORTEST, maxLength: 256, examples: ['correct horse battery staple'] });
}

/** A password as somebody claims to know it: weak ones too. */
export function password() {
  return text({ max: 256, min: 1 }).meta({ format: 'password', examples: ['correct horse battery staple'] });
}

function isStrong(password: string): boolean {
  const characters = [...password];
  return (
    characters.length >= SHORTEST && new Set(characters).size >= FEWEST_DIFFERENT && !COMMON.has(password.toLowerCase())
  );
}
