import { type Refusal, text } from './text-field.js';

/** Minimum number of characters (NIST SP 800-63B, 5.1.1.2). */
const MIN_LENGTH = 8;
/** Minimum number of different characters: `aaaaaaaa` is long and weak. */
const MIN_DIFFERENT = 4;
const MAX_LENGTH = 256;

/** The passwords that guessing programs try first. */
const COMMON = new Set(
  `password password1 password123 passw0rd passord passord1 passord123 12345678 123456789 1234567890 qwerty123 qwertyuiop
  qwerty12 iloveyou football baseball sunshine princess superman trustno1 letmein1 welcome1 admin123 abcd1234 1q2w3e4r
  sommer2024 sommer2025 sommer2026 hemmelig hemmelig1 velkommen velkommen1`.split(/\s+/),
);

const WEAK: Refusal = {
  code: 600,
  message: `Expected at least ${MIN_LENGTH} characters, ${MIN_DIFFERENT} of them different, and no common password.`,
};

/**
 * The form in which passwords are checked, hashed and compared: NFKC (NIST SP 800-63B, 5.1.1.2). The same characters
 * give the same password on every keyboard.
 */
function normalised(password: string): string {
  return password.normalize('NFKC');
}

/**
 * A password to be set, 600 if it is too weak: shorter than eight characters, of fewer than four different ones, or
 * among the common ones. Length is what counts: no kind of character is required.
 */
export function newPassword() {
  const read = (password: string) => {
    const form = normalised(password);
    return isStrong(form) ? form : WEAK;
  };
  return text({ max: MAX_LENGTH, whenBlank: WEAK, read }).meta({
    format: 'password',
    minLength: MIN_LENGTH,
    maxLength: MAX_LENGTH,
    examples: ['correct horse battery staple'],
    description: 'A new password: at least eight characters, four of them different.',
  });
}

/** A password that a caller claims to be right. It may be weak. */
export function password() {
  return text({ max: MAX_LENGTH, read: normalised }).meta({
    format: 'password',
    examples: ['correct horse battery staple'],
    description: 'The password to compare.',
  });
}

function isStrong(password: string): boolean {
  const characters = [...password];
  return (
    characters.length >= MIN_LENGTH && new Set(characters).size >= MIN_DIFFERENT && !COMMON.has(password.toLowerCase())
  );
}
