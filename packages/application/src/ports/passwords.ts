/** The hash of a password. It is stored apart from the profile, so no read of a profile can return it. */
export interface Credential {
  readonly customerNumber: number;
  readonly organisationId: number;
  readonly passwordHash: string;
}

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes equally long without a hash, so that the time does not reveal which usernames exist. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Whether a hash has the form that {@link PasswordHasher.hash} makes, and not that of another system. [HASH-1] */
  isOwnForm(hash: string): boolean;
  /** As slow as a hash, but the same for the same salt. It tells whether two passwords are equal. */
  fingerprint(password: string, salt: string): Promise<string>;
}
