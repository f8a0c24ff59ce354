import type { ResponseMeta } from '@profiles/contracts';

/** One call of one caller, from its start to what the caller has seen of it. */
export interface Call {
  readonly id: string;
  readonly caller: Caller;
  /** The name of the operation, `profiles.create`. */
  readonly name: string;
  readonly slug: string;
  readonly kind: 'query' | 'mutation';
  readonly input: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string | undefined;
  readonly ifMatch?: number | undefined;
  /** The number of commits when it began. */
  readonly commitsBefore: number;
  /** The revision of the profile in the path when it began. */
  readonly revisionBefore?: number | undefined;
  outcome?: Outcome;
}

/** The scope of an Idempotency-Key: organisation, client and operation. Absent for a call without a key. */
export function scopeOf({ caller, slug, idempotencyKey }: Call): string | undefined {
  if (idempotencyKey === undefined) return undefined;
  return JSON.stringify([caller.organisationId, caller.clientId, slug, idempotencyKey]);
}

/** `unknown`: the connection broke, or the service could not tell. */
export type Outcome =
  | { readonly kind: 'ok'; readonly value: unknown; readonly meta: ResponseMeta }
  | { readonly kind: 'refused'; readonly code: number; readonly status: number; readonly told: unknown }
  | { readonly kind: 'unknown' };

/** A client of one organisation. */
export interface Caller {
  readonly name: string;
  readonly organisationId: number;
  readonly clientId: string;
  readonly isForAll: boolean;
}
