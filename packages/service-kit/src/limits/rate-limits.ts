import { type Caller, ProfilesError } from '@profiles/contracts';
import type { LimitSync } from './limit-sync.js';
import { NO_QUOTAS, type OwnQuotas } from './own-quotas.js';
import { Quota, type QuotaState } from './quota.js';

/** Quotas per minute. One call costs 1; expensive operations cost more (see `cost` of an operation). */
export interface RateLimits {
  /** Quota of one organisation and client, for requests with `ET-Client-Name`. */
  readonly perMinute: number;
  /** Quota of one IP address, for requests without `ET-Client-Name`. */
  readonly unidentifiedPerMinute: number;
  /** Quotas of single organisations and clients. @defaultValue none */
  readonly own?: OwnQuotas;
}

/** Determines the quotas that a request is charged to. */
export interface RateLimitSubject {
  readonly caller: Pick<Caller, 'organisationId' | 'clientId'>;
  /** The header `ET-Client-Name`. */
  readonly clientName: string | undefined;
  readonly address: string;
}

type SetHeaders = (headers: Record<string, string>) => void;

/** Counts the calls of each client and rejects those that exceed its quota. */
export interface RateLimiter {
  /**
   * Charges the cost of a call to its quotas. Passes the headers `RateLimit` and `RateLimit-Policy` to `setHeaders`, also
   * before it rejects.
   *
   * @throws {@link ProfilesError} 429 when a quota is used up.
   */
  charge(subject: RateLimitSubject, cost: number, setHeaders: SetHeaders): Promise<void>;
  /** Learns that the process behind this one has refused the subject for this time, and reports it in the headers. */
  refusedBehind(subject: RateLimitSubject, seconds: number, setHeaders: SetHeaders): Promise<void>;
  /**
   * Rejects an address that has sent too many invalid tokens, before another signature is verified.
   *
   * @throws {@link ProfilesError} 429
   */
  checkAddress(address: string): Promise<void>;
  /** Counts an invalid token of an address. */
  countRejectedToken(address: string): Promise<void>;
}

/** The ports of a limiter, besides its limits. */
export interface LimiterParts {
  /** Called with the name of the quota that refuses a call. */
  readonly onRefused?: (quota: string) => void;
  /** Counts together with other processes. Absent: the counts live in the memory of this process. */
  readonly sync?: LimitSync | undefined;
}

const WINDOW_SECONDS = 60;

/** One quota that a call is charged to. */
interface Charged {
  readonly policy: 'client' | 'organisation' | 'unidentified';
  readonly quota: Quota;
  readonly key: string;
}

/** Creates a rate limiter. With a {@link LimitSync} all processes share the quotas. */
export function createRateLimiter(limits: RateLimits, { onRefused, sync }: LimiterParts = {}): RateLimiter {
  const { perMinute, unidentifiedPerMinute, own = NO_QUOTAS } = limits;
  const windowSeconds = WINDOW_SECONDS;
  const quotas = new Map<string, Quota>();
  /** The memory of a quota has one limit, so there is one for each limit in the settings. */
  function quotaOf(name: string, limit: number): Quota {
    const id = `${name}/${limit}`;
    const quota = quotas.get(id) ?? new Quota({ name, limit, windowSeconds, sync });
    quotas.set(id, quota);
    return quota;
  }
  const clients = quotaOf('client', perMinute);
  const unidentified = quotaOf('unidentified', unidentifiedPerMinute);
  const rejectedTokens = quotaOf('invalid_tokens', perMinute);
  // Until the first invalid token arrives, no address needs a lookup.
  let anyRejected = false;

  /** The quotas of a subject: its own one first, so that a client without quota takes nothing from its organisation. */
  function chargedTo({ caller, clientName = '', address }: RateLimitSubject): Charged[] {
    if (clientName === '') return [{ policy: 'unidentified', quota: unidentified, key: address }];
    const { organisationId, clientId } = caller;
    const limit = own.ofClient(organisationId, clientId);
    const quota = limit === undefined ? clients : quotaOf('client', limit);
    const client: Charged = { policy: 'client', quota, key: `${organisationId}/${clientId}` };
    const ofAll = own.ofOrganisation(organisationId);
    if (ofAll === undefined) return [client];
    return [client, { policy: 'organisation', quota: quotaOf('organisation', ofAll), key: String(organisationId) }];
  }

  return {
    async charge(subject, cost, setHeaders) {
      const states: Described[] = [];
      for (const { policy, quota, key } of chargedTo(subject)) {
        const state = await quota.use(key, cost);
        states.push({ policy, quota, state });
        if (state.allowed) continue;
        setHeaders(headersOf(states));
        onRefused?.(policy);
        throw new ProfilesError(429, { retryAfter: state.seconds });
      }
      setHeaders(headersOf(states));
    },
    async refusedBehind(subject, seconds, setHeaders) {
      const [first] = chargedTo(subject);
      const state = await first?.quota.usedUp(first.key, seconds);
      if (first !== undefined && state !== undefined) setHeaders(headersOf([{ ...first, state }]));
    },
    async checkAddress(address) {
      if (!anyRejected) return;
      const state = await rejectedTokens.state(address);
      if (state === undefined || state.allowed) return;
      onRefused?.('invalid_tokens');
      throw new ProfilesError(429, { retryAfter: state.seconds });
    },
    async countRejectedToken(address) {
      anyRejected = true;
      await rejectedTokens.use(address, 1);
    },
  };
}

interface Described {
  readonly policy: string;
  readonly quota: Quota;
  readonly state: QuotaState;
}

/** The headers of the IETF draft `ratelimit-headers`, with one item for each quota. */
function headersOf(states: readonly Described[]): Record<string, string> {
  return {
    'ratelimit-policy': states
      .map(({ policy, quota }) => `"${policy}";q=${quota.limit};w=${WINDOW_SECONDS}`)
      .join(', '),
    ratelimit: states
      .map(({ policy, state: { remaining, seconds } }) => `"${policy}";r=${remaining};t=${seconds}`)
      .join(', '),
  };
}
