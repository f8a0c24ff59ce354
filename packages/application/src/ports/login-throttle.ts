/** One attempt to sign in or to prove a password. */
export interface SignInAttempt {
  /** The customer the attempt is about, in a form that is unique across organisations. */
  readonly customer: string;
  /** The network address of the caller, if it is known. */
  readonly address: string | undefined;
}

/** Limits how many wrong passwords may be tried per customer and per address. */
export interface LoginThrottle {
  /**
   * Counts an attempt before its password is checked.
   * @throws ProfilesError 429 when too many earlier attempts were wrong.
   */
  take(attempt: SignInAttempt): Promise<void>;
  /** Takes the attempt back, because its password was right. */
  right(attempt: SignInAttempt): Promise<void>;
}
