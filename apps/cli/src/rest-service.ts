import { setTimeout as pause } from 'node:timers/promises';
import {
  acceptsIdempotencyKey,
  bodyTypesOf,
  errorFromProblem,
  type InputOf,
  type Operation,
  type OutputOf,
  type ProfilesError,
  takesBody,
} from '@profiles/contracts';
import { CommandError, EXIT } from './exit-codes.js';

/** How the service is reached. */
export interface ServiceOptions {
  /** The origin of the REST API, such as `https://profiles.example.no`. */
  readonly url: string;
  /** The bearer token; with `refresh` a new one, because the service did not accept the last. */
  token(options: { readonly refresh: boolean }): Promise<string>;
  /** Sent as `ET-Client-Name`. */
  readonly clientName: string;
  /** Sent as `X-Changed-By`. */
  readonly changedBy?: string | undefined;
  readonly signal: AbortSignal;
  /** How long a failure that passes is repeated, in milliseconds. */
  readonly patienceMillis: number;
}

/** The service over REST. */
export interface RestService {
  readonly url: string;
  /** Calls an operation. Calls that are safe to repeat are repeated after failures that pass. */
  call<O extends Operation>(operation: O, input: InputOf<O>): Promise<OutputOf<O>>;
  /** Sends a GET to a path below the API's own and returns the response as it is, also an error of the service. */
  get(path: string, accept: string): Promise<Response>;
}

/** Below the origin. Contract, section 1. */
const BASE_PATH = '/customers/v2';
const FIRST_PAUSE_MILLIS = 200;
const MAX_PAUSE_MILLIS = 10_000;
const PASSING = new Set([429, 502, 503, 504]);

/** The service at an address. */
export function restService(options: ServiceOptions): RestService {
  const send = async (path: string, init: RequestInit & { headers: Record<string, string> }, isRepeatable: boolean) => {
    const until = Date.now() + options.patienceMillis;
    for (let wait = FIRST_PAUSE_MILLIS; ; wait = Math.min(wait * 2, MAX_PAUSE_MILLIS)) {
      const outcome = await attempt(options, path, init);
      const isPassing = outcome instanceof Error || PASSING.has(outcome.status);
      if (!isPassing || !isRepeatable || Date.now() + wait > until) {
        if (outcome instanceof Error) throw unreachable(options.url, outcome);
        return outcome;
      }
      const asked = outcome instanceof Error ? 0 : Number(outcome.headers.get('retry-after') ?? 0) * 1_000;
      await pause(Math.max(asked, wait), undefined, { signal: options.signal });
    }
  };
  return {
    url: options.url,
    async call(operation, input) {
      const { path, init, isRepeatable } = requestOf(operation, input as Record<string, unknown>);
      const response = await send(path, init, isRepeatable);
      const text = await response.text();
      if (!response.ok) throw errorOf(response, text);
      return (text === '' ? undefined : JSON.parse(text)) as never;
    },
    get: (path, accept) => send(`${BASE_PATH}${path}`, { method: 'GET', headers: { accept } }, true),
  };
}

async function attempt(
  options: ServiceOptions,
  path: string,
  init: RequestInit & { headers: Record<string, string> },
): Promise<Response | Error> {
  for (const refresh of [false, true]) {
    const headers = {
      ...init.headers,
      authorization: `Bearer ${await options.token({ refresh })}`,
      'et-client-name': options.clientName,
      ...(options.changedBy !== undefined && { 'x-changed-by': options.changedBy }),
    };
    try {
      const response = await fetch(`${options.url}${path}`, { ...init, headers, signal: options.signal });
      // A refused token executed nothing: the call is sent again with a new one.
      if (response.status !== 401 || refresh) return response;
      await response.body?.cancel();
    } catch (error) {
      options.signal.throwIfAborted();
      return error as Error;
    }
  }
  throw new Error('not reached');
}

function requestOf(operation: Operation, input: Record<string, unknown> = {}) {
  const { rest } = operation;
  const others = { ...input };
  const path = rest.path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = others[name];
    delete others[name];
    return encodeURIComponent(String(value));
  });
  const hasBody = takesBody(rest);
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(others)) {
    if (value === undefined) continue;
    if (!hasBody || (rest.query ?? []).includes(name)) query.set(name, String(value));
    else body[name] = value;
  }
  const keyed = acceptsIdempotencyKey(operation);
  const headers: Record<string, string> = {
    accept: 'application/json',
    ...(keyed && { 'idempotency-key': crypto.randomUUID() }),
    ...(hasBody && { 'content-type': bodyTypesOf(rest)[0] ?? 'application/json' }),
  };
  const hasFields = Object.keys(body).length > 0;
  return {
    path: `${BASE_PATH}${path}${query.size > 0 ? `?${query}` : ''}`,
    init: { method: rest.method, headers, ...(hasFields && { body: JSON.stringify(body) }) },
    // Rows are known by their numbers: they are safe to send again although their responses are not stored.
    isRepeatable: operation.kind === 'query' || keyed || operation.slug === 'import-rows',
  };
}

/** The error of a response, with what to do next. */
export function errorOf(response: Pick<Response, 'status' | 'url'>, text: string): Error {
  const problem = problemIn(text);
  if (problem === undefined) {
    return new CommandError(
      `The response (${response.status}) is not one of the customer profiles service. Check --url: it is the origin of the REST API.`,
      EXIT.unreachable,
    );
  }
  const errors = (problem.details.errors ?? []).map(({ path, message }) => `\n  ${path}: ${message}`).join('');
  const id = problem.details.correlationId;
  const hint = problem.code === 611 ? ' Sign in with "profiles login".' : '';
  return new CommandError(
    `${problem.message}${hint} (error ${problem.code}${id === undefined ? '' : `, correlation id ${id}`})${errors}`,
    problem.code === 610 || problem.code === 611 ? EXIT.notAllowed : EXIT.failed,
  );
}

function problemIn(text: string): ProfilesError | undefined {
  try {
    return errorFromProblem(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function unreachable(url: string, error: Error): CommandError {
  const { code } = (error.cause ?? {}) as { code?: string };
  return new CommandError(
    `The service at ${url} could not be reached${code === undefined ? '' : ` (${code})`}. Check --url and the network.`,
    EXIT.unreachable,
  );
}
