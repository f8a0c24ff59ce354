import type { ProfilesError, ResponseMeta } from '@profiles/contracts';

/** A call of the service, in the form that all ways to it share. */
export interface ServiceCall {
  /** The procedure, such as `profiles.get`. */
  readonly name: string;
  /** The headers of the call, with the caller's own token. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON text of the input. */
  readonly inputText: string;
}

/** The outcome of a call that the service has executed or refused. */
export interface ServiceOutcome {
  readonly meta: ResponseMeta;
  /** The JSON of the value. Absent when there is none. */
  readonly value?: string | Buffer | undefined;
  readonly error?: ProfilesError;
}
