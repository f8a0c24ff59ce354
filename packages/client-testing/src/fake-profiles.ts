import type { Dependencies } from '@profiles/application';
import { createProfilesClient, type ProfilesClient, type ProfilesClientOptions } from '@profiles/client';
import { type CustomerChangedData, Permission } from '@profiles/contracts';
import { createMemoryStore, memoryEventFeed } from '@profiles/memory-store';
import { systemIds } from '@profiles/service-kit';
import { callerOf, type FakeCaller, tokenOf } from './fake-tokens.js';
import { fetchOf } from './in-memory-fetch.js';

export type { FakeCaller } from './fake-tokens.js';

/** How {@link createFakeProfiles} makes a service. */
export interface FakeProfilesOptions {
  /**
   * The time of the service, in milliseconds since 1970. Give a function of your own to test deadlines.
   * @defaultValue `Date.now`
   */
  readonly now?: () => number;
  /**
   * The first customer number that the service gives.
   * @defaultValue 1 000 000
   */
  readonly firstCustomerNumber?: number;
}

/** The profiles service in the memory of the process, for tests of its callers. */
export interface FakeProfiles {
  /** The url to give to {@link createProfilesClient}. Nothing listens there: requests go to {@link FakeProfiles.fetch}. */
  readonly url: string;
  /** Responds to the requests of a client. Give it to {@link createProfilesClient} as `fetch`. */
  readonly fetch: typeof globalThis.fetch;
  /** A token of a caller, which this service accepts. */
  token(caller: FakeCaller): string;
  /** A client of this service that acts for a caller. Without permissions it has the ordinary ones. */
  clientFor(caller: FakeCaller, options?: Partial<ProfilesClientOptions>): ProfilesClient;
  /** The events of a customer, in order: those that the real service publishes. */
  events(customerNumber: number): readonly CustomerChangedData[];
}

/** Time from the deactivation of a profile to its purge: the default of the real service, 72 hours (DEACTIVATED_FOR_HOURS). */
const DEACTIVATED_FOR_MILLIS = 72 * 60 * 60 * 1_000;

/** The clients whose reads are recorded: the default of the real service (RECORDED_CLIENTS). */
const RECORDED_CLIENTS = ['customer-service'];

/** The permissions of a caller, unless they are given. */
const ORDINARY = [Permission.Read, Permission.Create, Permission.Change, Permission.Delete];

/**
 * Makes a profiles service in the memory of the process. It runs the code of the real service over a store in memory, and the
 * suite of the API runs over it as over the real one. It has no rate limits, no login throttling and no pages of errors, and
 * it stores passwords without protection.
 * @example
 * const profiles = createFakeProfiles();
 * const api = profiles.clientFor({ organisationId: 1 });
 */
export function createFakeProfiles({ now = Date.now, firstCustomerNumber }: FakeProfilesOptions = {}): FakeProfiles {
  const store = createMemoryStore({ now, ...(firstCustomerNumber !== undefined && { firstCustomerNumber }) });
  const dependencies = { ...dependenciesOf(store, now), events: memoryEventFeed(() => store.outbox) };
  const fetch = fetchOf(dependencies, callerOf);
  const url = 'http://profiles.invalid';
  const token = (caller: FakeCaller) => tokenOf({ permissions: ORDINARY, ...caller });
  return {
    url,
    fetch,
    token,
    clientFor: (caller, options) =>
      createProfilesClient({ url, fetch, token: token(caller), clientName: 'acme-tests', ...options }),
    events: (customerNumber) =>
      store.outbox.map(({ data }) => data).filter((data) => data.customerNumber === customerNumber),
  };
}

function dependenciesOf(store: Dependencies['store'], now: () => number): Dependencies {
  return {
    store,
    clock: {
      now: () => new Date(now()).toISOString(),
      // The next attempt lets others go first, but need not wait for them.
      pause: () => new Promise((resolve) => setImmediate(resolve)),
    },
    ids: systemIds,
    passwords: {
      hash: async (password) => `plain:${systemIds.digest(password)}`,
      fingerprint: async (password, salt) => systemIds.digest(`${salt} ${password}`),
      isOwnForm: () => true,
      verify: async (password, hash) => hash === `plain:${systemIds.digest(password)}`,
    },
    loginThrottle: { take: async () => {}, right: async () => {} },
    // No events are sent, so the secrets protect nothing.
    webhooks: {
      newSecret: (webhookId) => ({ secret: `whsec_${btoa(systemIds.uuid())}`, sealed: webhookId }),
      refusalOf: (url) => (url.startsWith('https://') ? undefined : 'Expected a URL with https.'),
    },
    settings: { deactivatedForMillis: DEACTIVATED_FOR_MILLIS, recordedClients: RECORDED_CLIENTS },
  };
}
