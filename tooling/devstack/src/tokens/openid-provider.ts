import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { openIdClients } from './openid-clients.js';
import { html, PAGE_HEADERS, page, signInPage } from './pages.js';
import { PEOPLE, personOf } from './people.js';
import { LOCAL_PERMISSIONS } from './permissions.js';
import type { KeyStore } from './signing-keys.js';

export type OpenIdSettings = { store: KeyStore; audience: string; consoleOrigins: readonly string[] };

export type OpenIdProvider = { handle(request: IncomingMessage, response: ServerResponse): Promise<void> };

/** The only resource that tokens are for. The protocol wants its name to be a URI (RFC 8707, section 2). */
const RESOURCE = 'urn:customer-profiles';
const SIGN_IN = '/sign-in/';
/** Short, so that a session of some minutes meets a renewal. */
const ACCESS_TOKEN_SECONDS = 10 * 60;
const SESSION_SECONDS = 12 * 60 * 60;
/** The organisation of a client that signs in by itself. */
const ORGANISATION = 1;

/**
 * An OpenID Connect provider for people and clients of the devstack: authorisation code with PKCE, device code, client
 * credentials, refresh tokens and sign-out. Its access tokens are JWTs (RFC 9068) with the claims that the service reads.
 */
export function openIdProvider({ store, audience, consoleOrigins }: OpenIdSettings): OpenIdProvider {
  const provider = new Provider(store.issuer, {
    clients: openIdClients(consoleOrigins),
    jwks: { keys: store.keys as NonNullable<Configuration['jwks']>['keys'] },
    routes: { jwks: '/.well-known/jwks.json' },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    // In the ID token, so that a page need not call for them.
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({ accountId: id, claims: async () => claimsOf(id) }),
    extraTokenClaims: (_context, token) => extraClaims(token),
    interactions: { url: (_context, { uid }) => `${SIGN_IN}${uid}` },
    loadExistingGrant: (context) => grantOfEverything(context),
    // Without asking for consent again, which offline_access would require.
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    clientBasedCORS: (_context, origin) => consoleOrigins.includes(origin),
    renderError: async (context, { error, error_description: description }) => {
      sendPage(context, 'The sign-in has failed', `<p>${html(`${error}: ${description ?? ''}`)}</p>`);
    },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      ClientCredentials: ACCESS_TOKEN_SECONDS,
      DeviceCode: ACCESS_TOKEN_SECONDS,
      Interaction: ACCESS_TOKEN_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      ...{ RefreshToken: SESSION_SECONDS, Grant: SESSION_SECONDS, Session: SESSION_SECONDS },
    },
    features: {
      devInteractions: { enabled: false },
      // The claims are in the ID token, and the access token is for the service alone.
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true, ...devicePages },
      rpInitiatedLogout: { enabled: true, ...signOutPages },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: ACCESS_TOKEN_SECONDS,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  } satisfies Configuration);
  const callback = provider.callback();
  return {
    async handle(request, response) {
      if (!consoleOrigins.includes(request.headers.origin ?? '')) withoutCors(response);
      if (request.url?.startsWith(SIGN_IN)) await signIn(provider, request, response);
      else await callback(request, response);
    },
  };
}

/** The provider lets pages of every origin read its discovery document; here, only those of the console may. */
function withoutCors(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => (/^access-control-/i.test(name) ? response : setHeader(name, value));
}

/** Shows who can sign in, and signs in who was chosen. */
async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await provider.interactionDetails(request, response);
    const person = request.method === 'POST' ? new URLSearchParams(await text(request)).get('person') : null;
    const chosen = personOf(person ?? undefined);
    if (chosen !== undefined) {
      await provider.interactionFinished(request, response, { login: { accountId: chosen.id } });
      return;
    }
    response.writeHead(200, PAGE_HEADERS).end(signInPage(PEOPLE));
  } catch {
    const body = '<p>Begin again in the app that you came from: this sign-in has ended or expired.</p>';
    response.writeHead(400, PAGE_HEADERS).end(page('No such sign-in', body));
  }
}

function claimsOf(id: string) {
  const person = personOf(id);
  return { sub: id, ...(person !== undefined && { name: person.name, preferred_username: id }) };
}

/** The claims of an access token beyond those of RFC 9068. A token without a person is the client's own. */
function extraClaims(token: { clientId?: string | undefined; accountId?: string }) {
  const person = personOf(token.accountId);
  return {
    azp: token.clientId,
    'https://entur.io/organisationID': person?.organisationId ?? ORGANISATION,
    permissions: [...(person?.permissions ?? LOCAL_PERMISSIONS)],
  };
}

/** Everything that the client asks for: there is one owner of all clients here. */
async function grantOfEverything({ oidc }: KoaContextWithOIDC) {
  const { client, account, provider, session, params } = oidc;
  if (client === undefined || account === undefined) return undefined;
  const existing = session?.grantIdFor(client.clientId);
  const found = existing === undefined ? undefined : await provider.Grant.find(existing);
  const grant = found ?? new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope(String(params?.['scope'] ?? 'openid'));
  await grant.save();
  return grant;
}

const devicePages: Pick<
  NonNullable<NonNullable<Configuration['features']>['deviceFlow']>,
  'userCodeInputSource' | 'userCodeConfirmSource' | 'successSource'
> = {
  // biome-ignore lint/complexity/useMaxParams: the library passes them one by one
  userCodeInputSource: async (context, form, _out, error) => {
    const what = error === undefined ? 'Enter the code that your device shows.' : 'There is no such code. Try again.';
    sendPage(
      context,
      'Sign in on a device',
      `<p>${what}</p>${form}<button form="op.deviceInputForm">Continue</button>`,
    );
  },
  // biome-ignore lint/complexity/useMaxParams: the library passes them one by one
  userCodeConfirmSource: async (context, form, client, _device, code) => {
    const what = `<p>${html(client.clientId)} shows the code <strong>${html(code)}</strong>.</p>`;
    sendPage(
      context,
      'Sign in on a device',
      `${what}${form}<button form="op.deviceConfirmForm">It is the same</button>`,
    );
  },
  successSource: async (context) => sendPage(context, 'Signed in', '<p>You can close this page.</p>'),
};

const signOutPages: Pick<
  NonNullable<NonNullable<Configuration['features']>['rpInitiatedLogout']>,
  'logoutSource' | 'postLogoutSuccessSource'
> = {
  logoutSource: async (context, form) => {
    const button = '<button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>';
    sendPage(context, 'Sign out', `${form}${button}`);
  },
  postLogoutSuccessSource: async (context) => sendPage(context, 'Signed out', '<p>You can close this page.</p>'),
};

function sendPage(context: KoaContextWithOIDC, title: string, body: string): void {
  context.set(PAGE_HEADERS);
  context.body = page(title, body);
}
