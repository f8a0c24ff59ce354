import { setTimeout as pause } from 'node:timers/promises';

/** One request to the REST API. */
export type RestRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/customers/v2`. */
  path: string;
  token: string;
  body?: unknown;
  headers?: Record<string, string>;
};

export type RestResponse = {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire; the reader says what it expects
  body: any;
};

const CLIENT_NAME = 'profiles-devstack';
const TIMEOUT_MS = 30_000;
const ATTEMPTS = 6;

/** Sends a request as a partner would. */
export async function sendRest(origin: string, request: RestRequest): Promise<RestResponse> {
  const { method = 'GET', path, token, body, headers } = request;
  const answer = await fetch(`${origin}/customers/v2${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'et-client-name': CLIENT_NAME,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** Sends it again, as long after as the answer says, when it is refused for now: too many (429) or not to be had (503). */
export async function sendPatiently(origin: string, request: RestRequest): Promise<RestResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await sendRest(origin, request);
    if ((answer.status !== 429 && answer.status !== 503) || attempt === ATTEMPTS) return answer;
    await pause(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
  }
}
