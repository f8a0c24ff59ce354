import { errorFromProblem, ProfilesError } from '@profiles/contracts';
import {
  FrameReader,
  MAX_INPUT_BYTES,
  MAX_SHARED_CALLS,
  type ReadOutcome,
  SHARED_REQUESTS_PATH,
  SHARED_REQUESTS_TYPE,
  sharedRequestOf,
} from '@profiles/service-kit';
import type { Dispatcher } from 'undici';
import type { ServiceCall, ServiceOutcome } from './service-call.js';

/** A shared request that has reached this size takes no more calls, in characters: a large call delays few others. */
const FULL_CHARACTERS = 128 * 1024;
/** A service that does not know shared requests is asked again after this time, in milliseconds. */
const UNSUPPORTED_MILLIS = 30_000;
/** The statuses with which a service refuses a request as a whole, before it has executed a call. */
const REFUSED_STATUSES = new Set([400, 413]);
/** The statuses with which a service says that it does not know shared requests, or not this format of them. */
const UNSUPPORTED_STATUSES = new Set([404, 405, 415]);

/** The service does not know shared requests, or has refused this one. No call of the request was executed. */
export class SharingUnsupportedError extends Error {
  override readonly name = 'SharingUnsupportedError';
}

/** Sends calls to the service so that those of one turn of the event loop share a request (ADR 0029). */
export interface SharedRequests {
  /** Whether a call can share a request: the service knows them, and the call is not too large. */
  accepts(call: ServiceCall): boolean;
  /**
   * Sends a call with the others of this turn.
   *
   * @throws {@link SharingUnsupportedError} when the service does not know shared requests; or the error of the connection.
   */
  send(call: ServiceCall): Promise<ServiceOutcome>;
}

/** A call that waits for its outcome. */
interface Pending {
  readonly call: ServiceCall;
  resolve(outcome: ServiceOutcome): void;
  reject(error: unknown): void;
}

export interface SharedRequestOptions {
  readonly dispatcher: Dispatcher;
  /** Time for all calls of a request, in milliseconds. */
  readonly maxMillis: number;
}

export function createSharedRequests({ dispatcher, maxMillis }: SharedRequestOptions): SharedRequests {
  /** The calls of this turn, in requests that are not full. */
  let turn: Pending[][] = [];
  let characters = 0;
  let inFlight = 0;
  let unsupportedUntil = 0;

  const dispatching = {
    ...{ dispatcher, maxMillis },
    onUnsupported: () => {
      unsupportedUntil = Date.now() + UNSUPPORTED_MILLIS;
    },
    onEnd: () => {
      inFlight -= 1;
    },
  };

  function dispatch(calls: readonly Pending[]): void {
    inFlight += 1;
    dispatchShared(calls, dispatching);
  }

  function sendTurn(): void {
    const requests = turn;
    turn = [];
    requests.forEach(dispatch);
  }

  return {
    accepts: ({ inputText }) => inputText.length <= MAX_INPUT_BYTES / 4 && unsupportedUntil <= Date.now(),
    send: (call) =>
      new Promise((resolve, reject) => {
        // While no other request is under way, waiting for the end of the turn would cost more than it saves.
        if (inFlight === 0) return dispatch([{ call, resolve, reject }]);
        if (turn.length === 0) setImmediate(sendTurn);
        let calls = turn.at(-1);
        if (calls === undefined || calls.length >= MAX_SHARED_CALLS || characters >= FULL_CHARACTERS) {
          calls = [];
          characters = 0;
          turn.push(calls);
        }
        calls.push({ call, resolve, reject });
        characters += sizeOf(call);
      }),
  };
}

/** The size of a call, in characters. Its headers count, too: a caller decides how long they are. */
function sizeOf({ headers, inputText }: ServiceCall): number {
  let size = inputText.length;
  for (const name in headers) size += name.length + (headers[name] as string).length;
  return size;
}

interface Dispatching extends SharedRequestOptions {
  readonly onUnsupported: () => void;
  readonly onEnd: () => void;
}

/** Sends one shared request. Every call gets its outcome as soon as it arrives. */
function dispatchShared(calls: readonly Pending[], dispatching: Dispatching): void {
  const { dispatcher, maxMillis, onUnsupported, onEnd } = dispatching;
  const waiting = new Map(calls.entries());
  let controller: Dispatcher.DispatchController | undefined;
  let status = 0;
  const rejectAll = (error: unknown) => {
    clearTimeout(deadline);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const abort = (error: Error) => {
    rejectAll(error);
    controller?.abort(error);
  };
  const deadline = setTimeout(() => abort(new Error(`No outcome after ${maxMillis} ms.`)), maxMillis);
  const reader = new FrameReader((outcome) => {
    const pending = waiting.get(outcome.call);
    if (pending === undefined) throw new Error('The service sent an outcome of a call that waits for none.');
    waiting.delete(outcome.call);
    pending.resolve(outcomeOf(outcome));
  });
  dispatcher.dispatch(
    {
      ...{ method: 'POST', path: SHARED_REQUESTS_PATH, body: sharedRequestOf(calls.map(({ call }) => call)) },
      headers: { 'content-type': SHARED_REQUESTS_TYPE },
    },
    {
      onRequestStart(started) {
        controller = started;
        // Its calls have failed while it waited for a connection.
        if (waiting.size === 0) started.abort(new Error('The request is no longer needed.'));
      },
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData(_controller, chunk) {
        if (status !== 200) return;
        try {
          reader.read(chunk);
        } catch (error) {
          abort(error as Error);
        }
      },
      onResponseEnd() {
        onEnd();
        const isUnsupported = UNSUPPORTED_STATUSES.has(status);
        if (isUnsupported) onUnsupported();
        if (isUnsupported || REFUSED_STATUSES.has(status)) rejectAll(new SharingUnsupportedError());
        else rejectAll(new Error(`The profiles service answers ${status}, without an outcome of the call.`));
      },
      onResponseError(_controller, error) {
        onEnd();
        rejectAll(error);
      },
    },
  );
}

function outcomeOf({ call: _call, value, error, revision, replayed, notModified }: ReadOutcome): ServiceOutcome {
  const meta = {
    ...(revision !== undefined && { revision }),
    ...(replayed && { replayed }),
    ...(notModified && { notModified }),
  };
  if (error === undefined) return { meta, value };
  const cause = new Error('The profiles service sends an error that is none of the catalogue.');
  return { meta, error: errorFromProblem(error) ?? new ProfilesError(619, {}, { cause }) };
}
