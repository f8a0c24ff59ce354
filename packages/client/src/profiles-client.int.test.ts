import { describe, expect, test } from 'vitest';
import { eachItem } from './index.js';
import { errorOf, json, problem, type Respond, serviceThat, value } from './testing/service-that.js';

const found = value({ customerNumber: 7 });
const input = { customerNumber: 7 };
const note = { customerNumber: 7, text: 'x' };

describe('calls are repeated when a second execution has no effect', () => {
  const overloadedOnce: Respond = (_, response, count) =>
    count === 1 ? json(response, 503, problem(503)) : json(response, 200, found);

  test('a query after an overloaded service', async () => {
    const { api, requests } = await serviceThat(overloadedOnce);
    expect(await api.profiles.get(input)).toEqual({ customerNumber: 7 });
    expect(requests).toHaveLength(2);
  });

  test('a write with the key of its caller keeps that key', async () => {
    const { api, requests } = await serviceThat(overloadedOnce);
    await api.notes.add(note, { idempotencyKey: 'mine' });
    expect(requests.map(({ key }) => key)).toEqual(['mine', 'mine']);
  });

  test('a write without a key is not repeated by default', async () => {
    const { api, requests } = await serviceThat(overloadedOnce);
    expect(await errorOf(api.notes.add(note))).toMatchObject({ code: 503 });
    expect(requests).toEqual([expect.objectContaining({ key: undefined })]);
  });

  test('with retries on, each write gets a key of its own and is repeated with it', async () => {
    const { api, requests } = await serviceThat(overloadedOnce, { retries: {} });
    await api.notes.add(note);
    await api.notes.add(note);
    const [first, repeated, second] = requests.map(({ key }) => key);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(repeated).toBe(first);
    expect(second).not.toBe(first);
  });

  test('a deletion takes no key and is not repeated', async () => {
    const { api, requests } = await serviceThat(overloadedOnce, { retries: {} });
    expect(await errorOf(api.postalAddresses.delete({ customerNumber: 7, addressId: 1 } as never))).toMatchObject({
      code: 503,
    });
    expect(requests).toHaveLength(1);
  });

  test('a refusal that stays is not repeated', async () => {
    const { api, requests } = await serviceThat((_, response) => json(response, 404, problem(617)));
    expect(await errorOf(api.profiles.get(input))).toMatchObject({ code: 617 });
    expect(requests).toHaveLength(1);
  });

  test('a call with the same key that still runs is waited for', async () => {
    const { api, requests } = await serviceThat((_, response, count) =>
      count === 1 ? json(response, 409, problem(409, { retryAfter: 0 })) : json(response, 200, value({})),
    );
    await api.notes.add(note, { idempotencyKey: 'mine' });
    expect(requests).toHaveLength(2);
  });

  test('Retry-After is waited for, and a longer one than the caller allows ends the call', async () => {
    const { api, requests } = await serviceThat(
      (_, response, count) =>
        count === 1 ? json(response, 429, problem(429, { retryAfter: 1 })) : json(response, 200, found),
      { retries: { maxPauseMillis: 2_000 } },
    );
    const begun = performance.now();
    await api.profiles.get(input);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
    expect(requests).toHaveLength(2);

    const impatient = await serviceThat((_, response) => json(response, 429, problem(429, { retryAfter: 60 })));
    expect(await errorOf(impatient.api.profiles.get(input))).toMatchObject({ code: 429, details: { retryAfter: 60 } });
    expect(impatient.requests).toHaveLength(1);
  });

  test('no more attempts than allowed, and none with retries off', async () => {
    const refused: Respond = (_, response) => json(response, 503, problem(503));
    const three = await serviceThat(refused);
    await errorOf(three.api.profiles.get(input));
    expect(three.requests).toHaveLength(3);
    const one = await serviceThat(refused, { retries: false });
    await errorOf(one.api.profiles.get(input));
    expect(one.requests).toHaveLength(1);
  });

  // Without a budget an outage would triple the load of a service that tries to come back.
  test('a budget bounds the repetitions of a client while everything fails', async () => {
    const { api, requests } = await serviceThat((_, response) => json(response, 503, problem(503)));
    const calls = 40;
    for (let call = 0; call < calls; call++) await errorOf(api.profiles.get(input));
    expect(requests.length - calls).toBeLessThanOrEqual(10 + calls / 10);
  });

  test('an abort ends the pause between two attempts', async () => {
    const { api, requests } = await serviceThat((_, response) => json(response, 503, problem(503, { retryAfter: 4 })));
    const controller = new AbortController();
    const call = errorOf(api.profiles.get(input, { signal: controller.signal }));
    await expect.poll(() => requests.length).toBe(1);
    controller.abort();
    expect(await call).toMatchObject({ name: 'AbortError' });
  });
});

describe('a token that the service does not accept', () => {
  test('is fetched again once, and the call is sent again with it, also a write without a key', async () => {
    const asked: boolean[] = [];
    const token = ({ refresh }: { refresh: boolean }) => {
      asked.push(refresh);
      return refresh ? 'new' : 'old';
    };
    const { api, requests } = await serviceThat(
      (request, response) =>
        request.headers.authorization === 'Bearer new'
          ? json(response, 200, value({}))
          : json(response, 401, problem(611, { status: 401 })),
      { token },
    );
    await api.notes.add(note);
    expect(asked).toEqual([false, true]);
    expect(requests.map(({ authorization }) => authorization)).toEqual(['Bearer old', 'Bearer new']);
  });

  test('is reported when the new one is not accepted either', async () => {
    const { api, requests } = await serviceThat((_, response) => json(response, 401, problem(611, { status: 401 })), {
      token: () => 'bad',
    });
    expect(await errorOf(api.profiles.get(input))).toMatchObject({ code: 611, status: 401 });
    expect(requests).toHaveLength(2);
  });
});

describe('batches', () => {
  const batched: Respond = (request, response) => {
    const names = (request.url ?? '').split('?')[0]?.split('/').at(-1)?.split(',') ?? [];
    const isBatch = request.url?.includes('batch=1');
    json(response, 200, isBatch ? names.map(() => found) : found);
  };

  test('carry the calls of one turn in one request; calls with headers of their own go alone', async () => {
    const { api, requests } = await serviceThat(batched, { batch: true });
    await Promise.all([
      api.profiles.get(input),
      api.profiles.get({ customerNumber: 8 }),
      api.notes.add(note, { idempotencyKey: 'k' }),
    ]);
    expect(requests.map(({ url }) => url.split('?')[0]).sort()).toEqual([
      '/trpc/notes.add',
      '/trpc/profiles.get,profiles.get',
    ]);
  });

  test('are off by default', async () => {
    const { api, requests } = await serviceThat(batched);
    await Promise.all([api.profiles.get(input), api.profiles.get({ customerNumber: 8 })]);
    expect(requests).toHaveLength(2);
  });
});

test('eachItem walks through all pages and reads none ahead', async () => {
  const pages = [
    value({ items: [1, 2], nextCursor: 'b' }),
    value({ items: [3], nextCursor: 'c' }),
    value({ items: [4] }),
  ];
  const { api, requests } = await serviceThat((_, response, count) => json(response, 200, pages[count - 1]));
  const items: unknown[] = [];
  for await (const item of eachItem(api.profiles.search, { surname: 'Nordmann' })) {
    items.push(item);
    if (items.length === 2) expect(requests).toHaveLength(1);
  }
  expect(items).toEqual([1, 2, 3, 4]);
});
