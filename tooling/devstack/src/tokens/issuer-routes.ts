import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MintRequest } from './mint-request.js';
import type { OpenIdProvider } from './openid-provider.js';
import { LOCAL_PERMISSIONS } from './permissions.js';
import { type KeyStore, publicPart } from './signing-keys.js';

export type IssuerContext = {
  url: string;
  store: KeyStore;
  consoleOrigins: readonly string[];
  mint(request: MintRequest): Promise<string>;
  /** Loaded when it is first needed: most tests only verify tokens. */
  openId(): Promise<OpenIdProvider>;
};

type Answer = { status: number; body: unknown };

const LOCAL_HOST = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/** Answers one request to the token issuer. */
export async function answer(context: IssuerContext, request: IncomingMessage, response: ServerResponse) {
  const own = await route(context, request).catch((error: Error) => refusal(400, error.message));
  if (own === undefined) {
    const provider = await context.openId();
    await provider.handle(request, response);
    return;
  }
  const { status, body } = own;
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...corsOf(context, request) });
  response.end(isText ? body : JSON.stringify(body));
}

/** The answer of the issuer itself; undefined for what the OpenID Connect provider answers. */
async function route(context: IssuerContext, request: IncomingMessage): Promise<Answer | undefined> {
  // A web page that lets its own name point to 127.0.0.1 would otherwise get tokens through the reader's browser.
  if (!LOCAL_HOST.test(request.headers.host ?? '')) return refusal(403, 'only for callers on this machine');
  if (request.method !== 'GET') return undefined;
  const { pathname, searchParams } = new URL(request.url ?? '/', context.url);
  if (pathname === '/.well-known/jwks.json') return { status: 200, body: { keys: context.store.keys.map(publicPart) } };
  if (pathname === '/token') return token(context, searchParams);
  return undefined;
}

/** Pages of the console alone may read the keys. Tokens without a sign-in are for no page. */
function corsOf({ consoleOrigins }: IssuerContext, { headers: { origin }, url = '' }: IncomingMessage) {
  const isAllowed = origin !== undefined && consoleOrigins.includes(origin) && !url.startsWith('/token');
  return isAllowed ? { 'access-control-allow-origin': origin, vary: 'Origin' } : {};
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
