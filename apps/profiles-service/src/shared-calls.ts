import { JsonText } from '@profiles/application';
import { OPERATION_LIST, ProfilesError, problemOf, type ResponseMeta, UnreadableInput } from '@profiles/contracts';
import type { RouterContext } from '@profiles/router';
import {
  type CallRequest,
  logFailure,
  MAX_INPUT_BYTES,
  noteError,
  rejectUnsafeJson,
  type CallOutcome as SentOutcome,
} from '@profiles/service-kit';
import type { FastifyBaseLogger, FastifyRequest } from 'fastify';

/** The origin of a call: a request of its own, or a part of one that calls share. */
export type CallSource = Pick<FastifyRequest, 'id' | 'ip' | 'headers'>;

/** The response headers beside the value of a call. */
export interface CallOutcome {
  meta?: ResponseMeta;
  limits?: Record<string, string>;
  /** The position at which a subscription begins. */
  eventsCursor?: string;
}

interface Parts {
  /** The request pipeline for the caller of a call. Without a valid token it rejects with 401. */
  readonly performFor: (
    source: CallSource,
    exchange: { readonly outcome: CallOutcome; readonly isBatch: boolean },
  ) => Promise<RouterContext['perform']>;
  readonly log: FastifyBaseLogger;
  readonly publicUrl: () => string;
}

const OPERATIONS_BY_NAME = new Map(OPERATION_LIST.map((named) => [named.name as string, named]));

/**
 * Executes calls that share a request, each as the router would: with its own token, metadata, quota and correlation id.
 */
export function sharedCalls({ performFor, log, publicUrl }: Parts): (call: CallRequest) => Promise<SentOutcome> {
  const refusal = refusalOf(publicUrl);
  return async (call) => {
    const outcome: CallOutcome = {};
    try {
      const perform = await performFor(call, { outcome, isBatch: false });
      const named = OPERATIONS_BY_NAME.get(call.name);
      if (named === undefined) throw new ProfilesError(404, { detail: 'There is no such procedure.' });
      const value = await perform(named, inputOf(call.inputText));
      return { ...outcome.meta, value: outcome.meta?.notModified ? undefined : jsonOf(value) };
    } catch (cause) {
      const error = cause instanceof ProfilesError ? cause : new ProfilesError(500, {}, { cause });
      logFailure({ log }, error, { correlationId: call.id });
      return { ...outcome.meta, ...refusal(error, call) };
    }
  };
}

/** The JSON of a value, as bytes where it was copied from the database. */
function jsonOf(value: unknown): string | Uint8Array {
  return value instanceof JsonText ? value.bytes : JSON.stringify(value);
}

/** The outcome of a call that fails. */
export function refusalOf(publicUrl: () => string): (error: ProfilesError, call: CallRequest) => SentOutcome {
  return (error, call) => {
    noteError(call, error.code);
    return { error: problemOf(error, call.id, publicUrl()) };
  };
}

/** The input, or what takes its place: the request pipeline refuses it after token, permission and rate limit. */
function inputOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    if (text.length > MAX_INPUT_BYTES) throw new ProfilesError(413);
    rejectUnsafeJson(text);
    return JSON.parse(text);
  } catch (error) {
    return new UnreadableInput(error);
  }
}
