import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MintRequest } from './mint-request.js';
import { LOCAL_PERMISSIONS } from './permissions.js';
import { type KeyStore, publicPart } from './signing-keys.js';

export type IssuerContext = { url: string; store: KeyStore; mint(request: MintRequest): Promise<string> };

type Answer = { status: number; body: unknown };

const LOCAL_HOST = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/** Answers one request to the token issuer. */
export async function answer(context: IssuerContext, request: IncomingMessage, response: ServerResponse) {
  const { status, body } = await route(context, request).catch((error: Error) => refusal(400, error.message));
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(isText ? body : JSON.stringify(body));
}

async function route(context: IssuerContext, request: IncomingMessage): Promise<Answer> {
  // A web page that lets its own name point to 127.0.0.1 would otherwise get tokens through the reader's browser.
  if (!LOCAL_HOST.test(request.headers.host ?? '')) return refusal(403, 'only for callers on this machine');
  if (request.method !== 'GET') return refusal(405, 'only GET');
  const { pathname, searchParams } = new URL(request.url ?? '/', context.url);
  if (pathname === '/.well-known/jwks.json') return { status: 200, body: { keys: context.store.keys.map(publicPart) } };
  if (pathname === '/.well-known/openid-configuration') return { status: 200, body: discovery(context) };
  if (pathname === '/token') return token(context, searchParams);
  return refusal(404, 'no such path');
}

function discovery({ url, store }: IssuerContext) {
  return {
    issuer: store.issuer,
    jwks_uri: `${url}/.well-known/jwks.json`,
    token_endpoint: `${url}/token`,
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

async function token({ mint }: IssuerContext, query: URLSearchParams): Promise<Answer> {
  const organisation = query.get('organisation') ?? '';
  if (!/^[1-9]\d{0,9}$/.test(organisation)) return refusal(400, 'organisation has to be a positive whole number');
  // Both separators are in use: scopes are written with spaces, a list in a query with commas.
  const permissions = query
    .get('permissions')
    ?.split(/[\s,]+/)
    .filter((text) => text !== '');
  const client = query.get('client');
  const access_token = await mint({
    organisationId: Number(organisation),
    permissions: permissions ?? LOCAL_PERMISSIONS,
    ...(client === null ? {} : { clientId: client }),
  });
  // For a shell: TOKEN=$(curl …).
  if (query.get('format') === 'text') return { status: 200, body: access_token };
  return { status: 200, body: { access_token, token_type: 'Bearer' } };
}

function refusal(status: number, error: string): Answer {
  return { status, body: { error } };
}
