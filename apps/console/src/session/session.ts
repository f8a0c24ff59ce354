import { decodeJwt } from 'jose';
import { ErrorResponse, InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { Configuration } from './configuration';
import { type May, mayWith } from './permissions';

/** The page to which the issuer redirects after sign-in, and the one after sign-out. Both are registered with it. */
const SIGNED_IN_PATH = '/signed-in';
export const SIGNED_OUT_PATH = '/signed-out';

/** An employee who is signed in. */
export interface Session {
  /** How the employee is named in the history of customers. */
  readonly userName: string;
  readonly organisationId: number | undefined;
  readonly may: May;
  /** The access token; with `refresh` a new one. */
  token(request: { readonly refresh: boolean }): Promise<string>;
  /** Calls back when the session has ended and could not be renewed. Returns a function that unsubscribes. */
  onEnd(listener: () => void): () => void;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
}

/**
 * Begins or continues a session: authorisation code with PKCE. Tokens are in memory only, so that a reload asks the issuer
 * again, which remembers its own session. `undefined` means that the browser is being redirected or that the employee has
 * signed out.
 * @throws Error when the issuer cannot be reached or refuses the sign-in
 */
export async function startSession(configuration: Configuration): Promise<Session | undefined> {
  const manager = userManager(configuration);
  if (location.pathname === SIGNED_OUT_PATH) return undefined;
  if (location.pathname !== SIGNED_IN_PATH) {
    await redirectToIssuer(manager);
    return undefined;
  }
  const user = await manager.signinRedirectCallback();
  history.replaceState(null, '', returnPathOf(user.state));
  return sessionOf(configuration, { manager, user });
}

/** Signs in from the page that follows a sign-out. */
export function signInAgain(configuration: Configuration): Promise<void> {
  return userManager(configuration).signinRedirect({ state: '/' });
}

function userManager({ issuer, clientId, scope, audience }: Configuration): UserManager {
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${location.origin}${SIGNED_IN_PATH}`,
    post_logout_redirect_uri: `${location.origin}${SIGNED_OUT_PATH}`,
    // A refresh token renews the access token without a frame, whose cookies many browsers block.
    scope,
    ...(audience !== undefined && { extraQueryParams: { audience } }),
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // The state and verifier of a sign-in must outlive the redirect. They are removed when it returns.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: true,
    monitorSession: false,
  });
}

function redirectToIssuer(manager: UserManager): Promise<void> {
  return manager.signinRedirect({ state: `${location.pathname}${location.search}` });
}

/** Only a path of the console: the state has been in the hands of the browser. */
function returnPathOf(state: unknown): string {
  return typeof state === 'string' && /^\/(?!\/)/.test(state) && state !== SIGNED_IN_PATH ? state : '/';
}

function sessionOf(
  { organisationClaim, permissionsClaim }: Configuration,
  { manager, user }: { readonly manager: UserManager; readonly user: User },
): Session {
  const listeners = new Set<() => void>();
  const { [organisationClaim]: organisation, [permissionsClaim]: permissions } = decodeJwt(user.access_token);
  return {
    userName: nameOf(user),
    organisationId: Number.isSafeInteger(Number(organisation)) ? Number(organisation) : undefined,
    may: mayWith(new Set(Array.isArray(permissions) ? permissions.map(String) : [])),
    async token({ refresh }) {
      if (!refresh) return (await manager.getUser())?.access_token ?? '';
      try {
        return (await manager.signinSilent())?.access_token ?? '';
      } catch (error) {
        // The issuer refuses: the service does not accept the token, and there will be no other one.
        if (error instanceof ErrorResponse) for (const listener of listeners) listener();
        throw error;
      }
    },
    onEnd(listener) {
      listeners.add(listener);
      const removers = [
        manager.events.addAccessTokenExpired(listener),
        manager.events.addSilentRenewError(() => void endIfExpired(manager, listener)),
      ];
      return () => {
        listeners.delete(listener);
        for (const remove of removers) remove();
      };
    },
    signIn: () => redirectToIssuer(manager),
    signOut: () => manager.signoutRedirect(),
  };
}

/** A renewal that failed ends the session when the token it should have replaced is no longer valid. */
async function endIfExpired(manager: UserManager, listener: () => void): Promise<void> {
  const user = await manager.getUser();
  if (user === null || user.expired === true) listener();
}

function nameOf({ profile }: User): string {
  return profile.preferred_username ?? profile.name ?? profile.sub;
}
