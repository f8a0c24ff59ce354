import { InvalidEnvironmentError } from './invalid-environment-error.js';

interface CommonSettings {
  readonly NODE_ENV: string;
  readonly TLS_ELSEWHERE: boolean;
}

/**
 * Rejects settings that are fit for a developer's machine only. Does nothing unless `NODE_ENV` is `production`.
 *
 * @throws {@link InvalidEnvironmentError} naming each unsafe setting.
 */
export function rejectUnsafeSettings(
  read: CommonSettings,
  unsafeSettings: (network: { readonly tlsElsewhere: boolean }) => readonly string[],
): void {
  if (read.NODE_ENV !== 'production') return;
  const problems = unsafeSettings({ tlsElsewhere: read.TLS_ELSEWHERE });
  if (problems.length === 0) return;
  const lines = problems.map((problem) => `  ${problem}`);
  throw new InvalidEnvironmentError(
    `Not safe in production:\n${lines.join('\n')}\nTLS_ELSEWHERE=true states that TLS is terminated in front of and between the apps.`,
  );
}

/** Unsafe settings of the source of tokens. */
export function unsafeTokenSettings(read: { readonly AUTH_JWKS_URL: string; readonly AUTH_ISSUER: string }): string[] {
  const { protocol, hostname } = new URL(read.AUTH_JWKS_URL);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) || hostname.endsWith('.localhost');
  return [
    ...(protocol === 'https:' ? [] : ['AUTH_JWKS_URL: the keys of the token issuer must be fetched over https.']),
    ...(isLocal
      ? ['AUTH_JWKS_URL: a token issuer on this machine. The one of the devstack gives a token to every caller.']
      : []),
    ...(/^https?:\/\/(localhost|127\.)/.test(read.AUTH_ISSUER) ? ['AUTH_ISSUER: an issuer on this machine.'] : []),
  ];
}

/** Unsafe settings of the connections of clients. */
export function unsafeEdgeSettings(
  read: { readonly TLS_CERT_FILE?: string | undefined },
  { tlsElsewhere }: { readonly tlsElsewhere: boolean },
): string[] {
  if (tlsElsewhere || read.TLS_CERT_FILE !== undefined) return [];
  return ['TLS_CERT_FILE, TLS_KEY_FILE: no TLS for the connections of clients.'];
}

/** An unsafe URL of another app, in the given variable. */
export function unsafeAppUrl(
  name: string,
  url: string | undefined,
  { tlsElsewhere }: { readonly tlsElsewhere: boolean },
): string[] {
  if (url === undefined || tlsElsewhere || url.startsWith('https:')) return [];
  return [`${name}: callers’ tokens would travel without TLS. Set an https URL.`];
}
