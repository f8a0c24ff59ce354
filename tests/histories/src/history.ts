/** The outcomes of a call. `unknown`: it may have had its effect, or may still have it before the end of its stretch. */
export type Outcome = 'ok' | 'fail' | 'unknown';

/** A call of one caller, as it saw it. */
export interface Call {
  /** A number of its own for each caller of a key. */
  readonly caller: number;
  /** The stretch of the history. Nothing runs between two stretches. */
  readonly stretch: number;
  /** The base URL that the call went to, which tells the process. */
  readonly url: string;
  readonly action: Action;
  /** Nanoseconds on one clock. */
  readonly invoked: number;
  readonly ended: number;
  readonly outcome: Outcome;
  /** The code of the error catalogue, where the call was refused. */
  readonly code?: number;
  /** The revision in the response. */
  readonly revision?: number;
  /** The observation in the response: see {@link Action}. */
  readonly shown?: Shown;
}

/** The action of a caller on the key of its group. */
export type Action =
  | { readonly kind: 'email'; readonly key: string; readonly does: 'set' | 'clear' | 'read'; readonly customer: number }
  | {
      readonly kind: 'card';
      readonly key: string;
      readonly does: 'add' | 'move' | 'end' | 'read';
      readonly customer: number;
    }
  | {
      readonly kind: 'survivor';
      readonly key: string;
      readonly does: 'merge' | 'unmerge' | 'read';
      /** The target; for a read the customer itself. */
      readonly customer: number;
    }
  | {
      readonly kind: 'profile';
      readonly key: string;
      readonly does: ProfileWrite | 'read';
      readonly customer: number;
      readonly value?: string;
    };

export type ProfileWrite = 'surname' | 'firstName' | 'deactivate' | 'restore';

/** The part of a response that the checks compare. */
export interface Shown {
  /** The customer number; empty where nothing was found. */
  readonly holder?: string;
  readonly surname?: string;
  readonly firstName?: string;
  readonly status?: string;
}

/** A failure that was caused. */
export interface Failure {
  readonly kind: string;
  /** Nanoseconds on the clock of the calls. */
  readonly began: number;
  readonly ended: number;
}

/** All that was recorded in one run. */
export interface History {
  readonly seed: number;
  readonly calls: readonly Call[];
  /** The failures that were caused, in their order. */
  readonly failures: readonly Failure[];
  /** The revisions in the stream, by customer, in the order of the stream. */
  readonly published: ReadonlyMap<number, readonly number[]>;
}
