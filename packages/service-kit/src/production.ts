import { InvalidEnvironmentError } from './invalid-environment-error.js';

interface CommonSettings {
  readonly NODE_ENV: string;
  readonly TLS_ELSEWHERE: boolean;
}

/**
 * Refuses to start on settings that are fit for a developer's machine only. Throws InvalidEnvironmentError that names each; does
 * nothing unless NODE_ENV is production.
 */
export function rejectUnsafeSettings(
  read: CommonSettings,
  faultsOf: (network: { readonly tlsElsewhere: boolean }) => readonly string[],
): void {
  if (read.NODE_ENV !== 'production') return;
  const faults = faultsOf({ tlsElsewhere: read.TLS_ELSEWHERE });
  if (faults.length === 0) return;
  const lines = faults.map((fault) => `  ${fault}`);
  throw new InvalidEnvironmentError(
    `Not safe in production:\n${lines.join('\n')}\nTLS_ELSEWHERE=true says that TLS is done in front of and between the apps.`,
  );
}

/** What is not safe about where tokens come from. */
export function unsafeTokenSettings(read: { readonly AUTH_JWKS_URL: string; readonly AUTH_ISSUER: string }): string[] {
  const { protocol, hostname } = new URL(read.AUTH_JWKS_URL);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) || hostname.endsWith('.localhost');
  return [
    ...(protocol === 'https:' ? [] : ['AUTH_JWKS_URL: the keys of the token issuer must come over https.']),
    ...(isLocal
      ? ['AUTH_JWKS_URL: a token issuer on this machine. The one of the devstack gives tokens to whoever asks.']
      : []),
    ...(/^https?:\/\/(localhost|127\.)/.test(read.AUTH_ISSUER) ? ['AUTH_ISSUER: an issuer on this machine.'] : []),
  ];
}

/** What is not safe about how an app meets those who connect. */
export function unsafeEdgeSettings(
  read: { readonly TLS_CERT_FILE?: string | undefined },
  { tlsElsewhere }: { readonly tlsElsewhere: boolean },
): string[] {
  if (tlsElsewhere || read.TLS_CERT_FILE !== undefined) return [];
  return ['TLS_CERT_FILE, TLS_KEY_FILE: no TLS for those who connect.'];
}
