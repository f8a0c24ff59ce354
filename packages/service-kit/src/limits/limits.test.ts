import { setTimeout } from 'node:timers/promises';
import { ProfilesError } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { InvalidEnvironmentError } from '../invalid-environment-error.js';
import { LimitSync } from './limit-sync.js';
import { createLoginThrottle } from './login-throttle.js';
import { ownQuotasFrom } from './own-quotas.js';
import { createRateLimiter, type RateLimits } from './rate-limits.js';
import type { SharedCounts, TotalUse } from './shared-counts.js';

/** Counts in this process that behave like a shared store: they answer later, and can be lost. */
function countsOf(processes: number) {
  const totals = new Map<string, { total: number; endsAt: number }>();
  const state = { exchanges: 0, isLost: false };
  const counts: SharedCounts = {
    async add(uses) {
      await setTimeout(1);
      if (state.isLost) throw new Error('lost');
      state.exchanges += 1;
      return new Map<string, TotalUse>(
        uses.map(({ key, amount, windowMillis }) => {
          const known = totals.get(key) ?? { total: 0, endsAt: performance.now() + windowMillis };
          totals.set(key, { ...known, total: known.total + amount });
          return [key, { total: known.total + amount, remainingMillis: known.endsAt - performance.now() }];
        }),
      );
    },
    announce: async () => processes,
  };
  return { counts, state, keys: () => [...totals.keys()] };
}

const SUBJECT = { caller: { organisationId: 1, clientId: 'web' }, clientName: 'acme-web', address: '10.0.0.1' };
const LIMITS: RateLimits = { perMinute: 1_000, unidentifiedPerMinute: 20 };

const isAllowed = (charged: Promise<void>) =>
  charged.then(
    () => true,
    (error: unknown) => {
      if (error instanceof ProfilesError && error.code === 429) return false;
      throw error;
    },
  );

/** Calls one after the other until the quota is used up, from several clients of one limiter at once. */
async function hammer(charge: () => Promise<boolean>, connections: number): Promise<number> {
  let allowed = 0;
  const one = async () => {
    while (await charge()) {
      allowed += 1;
      await setTimeout(0);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return allowed;
}

describe('limits of four processes', () => {
  test('exceed the limit by 5 % at most, and use it up', async () => {
    const { counts, state } = countsOf(4);
    const limiters = Array.from({ length: 4 }, () => createRateLimiter(LIMITS, { sync: new LimitSync({ counts }) }));
    const allowed = await Promise.all(
      limiters.map((limiter) => hammer(() => isAllowed(limiter.charge(SUBJECT, 1, () => undefined)), 8)),
    );
    const total = allowed.reduce((sum, one) => sum + one);
    expect(total).toBeGreaterThanOrEqual(LIMITS.perMinute);
    expect(total).toBeLessThanOrEqual(LIMITS.perMinute * 1.05);
    // No round trip per request: an exchange carries many.
    expect(state.exchanges).toBeLessThan(total / 5);
  });

  test('exceed a small limit not at all', async () => {
    const { counts } = countsOf(4);
    const subject = { ...SUBJECT, clientName: undefined };
    const limiters = Array.from({ length: 4 }, () => createRateLimiter(LIMITS, { sync: new LimitSync({ counts }) }));
    const allowed = await Promise.all(
      limiters.map((limiter) => hammer(() => isAllowed(limiter.charge(subject, 1, () => undefined)), 8)),
    );
    const total = allowed.reduce((sum, one) => sum + one);
    expect(total).toBeLessThanOrEqual(LIMITS.unidentifiedPerMinute);
    expect(total).toBeGreaterThan(LIMITS.unidentifiedPerMinute / 2);
  });

  test('throttle logins together, and refund the right passwords', async () => {
    const { counts, keys } = countsOf(4);
    const processes = Array.from({ length: 4 }, () => {
      const sync = new LimitSync({ counts });
      return { sync, throttle: createLoginThrottle({ perCustomer: 6, perAddress: 1_000 }, { sync }) };
    });
    const guess = { customer: '1/kari@example.no', address: '10.0.0.1' };
    for (const { sync, throttle } of processes) {
      for (let attempt = 0; attempt < 3; attempt++) {
        await throttle.take(guess);
        await throttle.right(guess);
        await sync.exchanged();
      }
    }
    const allowed: boolean[] = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      const process = processes[attempt % 4];
      if (process !== undefined) allowed.push(await isAllowed(process.throttle.take(guess)));
    }
    expect(allowed.filter(Boolean)).toHaveLength(6);
    // Usernames and addresses are personal data.
    expect(keys().join()).not.toMatch(/kari|10\.0/);
  });

  test('count by themselves while the shared store is lost: no call is refused or delayed for it', async () => {
    const { counts, state } = countsOf(4);
    const limiter = createRateLimiter(LIMITS, { sync: new LimitSync({ counts }) });
    state.isLost = true;
    const startedAt = performance.now();
    expect(await hammer(() => isAllowed(limiter.charge(SUBJECT, 1, () => undefined)), 8)).toBe(LIMITS.perMinute);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

test('a use that waits is part of the exchange that it waits for', async () => {
  let ended: Promise<void> = Promise.resolve();
  let isRunning = false;
  const confirmed = new Set<string>();
  const counts: SharedCounts = {
    add(uses) {
      expect(isRunning).toBe(false);
      isRunning = true;
      const exchange = setTimeout(2).then(() => {
        isRunning = false;
        for (const { key } of uses) confirmed.add(key);
        return new Map<string, TotalUse>();
      });
      ended = exchange.then(() => undefined);
      return exchange;
    },
    announce: async () => 4,
  };
  const sync = new LimitSync({ counts });
  const countedAndSent = async (key: string) => {
    const numbers = { windowMillis: 60_000, counted: 0, inFlight: 0, deciding: 0, endsAt: undefined };
    sync.count({ key, ...numbers, onTotal: () => undefined }, 1);
    await sync.exchanged(60_000);
    expect(confirmed).toContain(key);
  };
  // While an exchange runs, one use waits for the next. Another arrives at each possible moment after the end of the first.
  for (let turns = 0; turns < 40; turns++) {
    const first = countedAndSent(`first/${turns}`);
    await Promise.resolve();
    const second = countedAndSent(`second/${turns}`);
    await ended;
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    await Promise.all([first, second, countedAndSent(`third/${turns}`)]);
  }
});

describe('quotas of single organisations and clients', () => {
  const own = ownQuotasFrom('1=10, 1/web=4, 1/*=20, 2/odd=id=3');
  const allowedOf = async (limiter: ReturnType<typeof createRateLimiter>, organisationId: number, clientId: string) => {
    let allowed = 0;
    const subject = { ...SUBJECT, caller: { organisationId, clientId } };
    while (allowed < 1_000 && (await isAllowed(limiter.charge(subject, 1, () => undefined)))) allowed += 1;
    return allowed;
  };

  test('replace the default, and the total of an organisation limits its clients together', async () => {
    const refused: string[] = [];
    const onRefused = (quota: string) => refused.push(quota);
    const limiter = createRateLimiter({ perMinute: 50, unidentifiedPerMinute: 1, own }, { onRefused });
    expect(await allowedOf(limiter, 1, 'web')).toBe(4);
    // 10 for the organisation, of which `web` has used 4.
    expect(await allowedOf(limiter, 1, 'crm')).toBe(6);
    expect(await allowedOf(limiter, 2, 'odd=id')).toBe(3);
    expect(await allowedOf(limiter, 2, 'web')).toBe(50);
    expect(refused).toEqual(['client', 'organisation', 'client', 'client']);
  });

  test('are reported in the headers, one item for each quota', async () => {
    const limiter = createRateLimiter({ perMinute: 50, unidentifiedPerMinute: 1, own });
    let headers: Record<string, string> = {};
    await limiter.charge(SUBJECT, 1, (set) => {
      headers = set;
    });
    expect(headers['ratelimit-policy']).toBe('"client";q=4;w=60, "organisation";q=10;w=60');
    expect(headers['ratelimit']).toMatch(/^"client";r=3;t=\d+, "organisation";r=9;t=\d+$/);
  });

  test.each(['1', 'acme=5', '1=', '1/web=0', '1/=5', '=3'])('%s is no quota', (text) => {
    expect(() => ownQuotasFrom(text)).toThrow(InvalidEnvironmentError);
  });
});

test('a process learns that the one behind it has refused a caller', async () => {
  const limiter = createRateLimiter(LIMITS);
  await limiter.refusedBehind(SUBJECT, 30, (headers) => expect(headers['ratelimit']).toBe('"client";r=0;t=30'));
  expect(await isAllowed(limiter.charge(SUBJECT, 1, () => undefined))).toBe(false);
});
