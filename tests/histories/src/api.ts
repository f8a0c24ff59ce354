import { sixteenDigits } from '@profiles/domain';
import type { Action, Call, Outcome, Shown } from './history.js';

const OPERATOR = '57803';
const START = '2026-01-01T00:00:00.000Z';
const END = '2026-01-02T00:00:00.000Z';
/** A caller waits for at most this long. */
const TIMEOUT_MILLIS = 8_000;
/** Refusals that say that nothing was done, besides those below 500. */
const NOTHING_DONE = new Set([503, 618]);

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

/** A REST API, as one organisation calls it. */
export interface Api {
  readonly organisationId: number;
  readonly token: string;
  /** The base URL of a process. */
  readonly url: string;
}

/** The outcome of one call, as a caller sees it. */
export type Response = Pick<Call, 'outcome' | 'code' | 'revision' | 'shown'>;

/** Calls the API, without an Idempotency-Key and without repetition. */
export async function send(api: Api, { method, path, body }: Request) {
  const response = await fetch(`${api.url}/customers/v2${path}`, {
    method,
    headers: {
      ...{ authorization: `Bearer ${api.token}`, 'et-client-name': 'acme-histories', 'x-changed-by': 'histories' },
      ...{ 'x-changed-by-channel': 'histories' },
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  });
  return { status: response.status, etag: response.headers.get('etag'), json: (await response.json()) as Json };
}

interface Json {
  readonly errorCode?: number;
  readonly customerNumber?: number;
  readonly surname?: string;
  readonly firstName?: string;
  readonly status?: string;
}

/** Carries out one action. */
export async function call(api: Api, action: Action): Promise<Response> {
  try {
    const { status, etag, json } = await send(api, requestOf(api, action));
    const outcome = outcomeOf(status, json.errorCode);
    // A lookup that finds nothing has ended well.
    if (action.does === 'read' && json.errorCode === 617) return { outcome: 'ok', shown: { holder: '' } };
    if (outcome !== 'ok') return { outcome, ...(json.errorCode !== undefined && { code: json.errorCode }) };
    const revision = Number(etag?.replaceAll('"', '').split('.').at(-1));
    return { outcome, ...(Number.isInteger(revision) && { revision }), shown: shownIn(action, json) };
  } catch {
    return { outcome: 'unknown' };
  }
}

function outcomeOf(status: number, code: number | undefined): Outcome {
  if (status < 400) return 'ok';
  return status < 500 || NOTHING_DONE.has(code ?? 0) ? 'fail' : 'unknown';
}

function shownIn({ kind, customer }: Action, json: Json): Shown {
  if (kind === 'profile') {
    const { surname = '', firstName = '', status = '' } = json;
    return { surname, firstName, status };
  }
  // A customer that leads to itself was not merged.
  const isItself = kind === 'survivor' && json.customerNumber === customer;
  return { holder: isItself ? '' : String(json.customerNumber ?? '') };
}

function requestOf(api: Api, action: Action): Request {
  switch (action.kind) {
    case 'email':
      return requestAboutEmail(api, action);
    case 'card':
      return requestAboutCard(action);
    case 'survivor':
      return requestAboutSurvivor(action);
    case 'profile':
      return requestAboutProfile(action);
  }
}

function requestAboutEmail({ organisationId }: Api, { key, does, customer }: Action & { kind: 'email' }): Request {
  if (does === 'read') return { method: 'GET', path: `/profiles/organisations/${organisationId}/usernames/${key}` };
  return { method: 'PATCH', path: `/profiles/${customer}`, body: { email: does === 'set' ? key : null } };
}

function requestAboutCard({ key, does, customer }: Action & { kind: 'card' }): Request {
  const ecardNumber = Number(key);
  if (does === 'read') return { method: 'GET', path: `/profiles/ecards/${sixteenDigits(OPERATOR, ecardNumber)}` };
  const path = `/profiles/${customer}/ecard-ownerships`;
  const body = { ecardOperator: OPERATOR, ecardNumber, startOfOwnership: START };
  if (does === 'add') return { method: 'POST', path, body };
  const changed = { ...body, ...(does === 'end' && { endOfOwnership: END }) };
  return { method: 'PUT', path: `${path}/${OPERATOR}/${ecardNumber}`, body: changed };
}

/** The key of a survivor is the number that leads to it. */
function requestAboutSurvivor({ key, does, customer }: Action & { kind: 'survivor' }): Request {
  if (does === 'read') return { method: 'GET', path: `/profiles/${key}` };
  return { method: 'PUT', path: `/profiles/${customer}/${does}/${key}` };
}

function requestAboutProfile({ does, customer, value }: Action & { kind: 'profile' }): Request {
  const path = `/profiles/${customer}`;
  if (does === 'read') return { method: 'GET', path: `${path}?includeDeleted=true` };
  if (does === 'deactivate' || does === 'restore') return { method: 'PUT', path: `${path}/${does}` };
  return { method: 'PATCH', path, body: { [does]: value } };
}
