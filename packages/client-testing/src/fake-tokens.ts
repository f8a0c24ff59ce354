import type { Caller } from '@profiles/contracts';

/** A caller of the service in memory, as its token would say. */
export interface FakeCaller {
  readonly organisationId: number;
  /**
   * Such as `customers-profile:les`.
   * @defaultValue read, create, change and deactivate
   */
  readonly permissions?: readonly string[];
  /**
   * The client id.
   * @defaultValue `test-client`
   */
  readonly clientId?: string;
}

const PREFIX = 'fake.';

/** The token of a caller. It proves nothing: only the service in memory reads it. */
export function tokenOf(caller: FakeCaller): string {
  return `${PREFIX}${Buffer.from(JSON.stringify(caller)).toString('base64url')}`;
}

/** The caller that an `Authorization` header names, or undefined when it has no token of {@link tokenOf}. */
export function callerOf(authorization: string | undefined): Caller | undefined {
  const [scheme, token] = authorization?.split(' ') ?? [];
  if (scheme !== 'Bearer' || !token?.startsWith(PREFIX)) return undefined;
  try {
    const caller = JSON.parse(Buffer.from(token.slice(PREFIX.length), 'base64url').toString()) as FakeCaller;
    const { organisationId, clientId = 'test-client', permissions = [] } = caller;
    return { organisationId, clientId, permissions: new Set(permissions) };
  } catch {
    return undefined;
  }
}
