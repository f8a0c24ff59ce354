import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { CallContext, Clock, Dependencies, Ids, Settings } from '@profiles/application';
import { Permission } from '@profiles/contracts';
import { v7 } from 'uuid';

/** A clock that stands still until it is moved. Pauses take no time. */
export interface FakeClock extends Clock {
  moveBy(millis: number): void;
}

export function fakeClock(start = '2026-03-01T12:00:00.000Z'): FakeClock {
  let millis = Date.parse(start);
  return {
    now: () => new Date(millis).toISOString(),
    pause: () => Promise.resolve(),
    moveBy: (by) => {
      millis += by;
    },
  };
}

export const testIds: Ids = {
  profileUuid: () => randomBytes(16).toString('hex'),
  uuid: randomUUID,
  uuidAt: (at) => v7({ msecs: Date.parse(at) }),
  random: Math.random,
  digest: (text) => createHash('sha256').update(text).digest('hex'),
};

/** The client whose reads leave a trace in tests. */
export const RECORDED_CLIENT = 'customer-service';

export const TEST_SETTINGS: Settings = {
  deactivatedForMillis: 72 * 60 * 60 * 1000,
  recordedClients: [RECORDED_CLIENT],
};

/** The ports of the use cases, around a store. The password hash is not a secure one. */
export function testDependencies(store: Dependencies['store'], clock: Clock = fakeClock()): Dependencies {
  return {
    store,
    clock,
    ids: testIds,
    passwords: {
      hash: async (password) => `hashed:${testIds.digest(password)}`,
      fingerprint: async (password, salt) => testIds.digest(`${salt} ${password}`),
      isOwnForm: (hash) => hash.startsWith('hashed:'),
      verify: async (password, hash) => hash === `hashed:${testIds.digest(password)}`,
    },
    // No throttling here: the tests of the service cover it.
    loginThrottle: { take: async () => {}, right: async () => {} },
    // Not encrypted: the tests of the service and of `@profiles/webhooks` cover it.
    webhooks: {
      newSecret: (webhookId) => ({
        secret: `whsec_${randomBytes(24).toString('base64')}`,
        sealed: `sealed:${webhookId}`,
      }),
      refusalOf: (url) => (url.startsWith('https://') ? undefined : 'Expected https.'),
    },
    settings: TEST_SETTINGS,
  };
}

const ORDINARY = [Permission.Read, Permission.Create, Permission.Change, Permission.Delete];

/** A caller with the ordinary permissions of an organisation. */
export function callContext(organisationId = 1, permissions: readonly string[] = ORDINARY): CallContext {
  return {
    caller: { organisationId, clientId: 'test-client', permissions: new Set(permissions) },
    correlationId: `test-${randomUUID()}`,
    clientName: 'acme-tests',
  };
}
