import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Received } from './testing/receiver.js';
import { createSubscribers, eventOf, revisionsOf, type Subscribers } from './testing/subscribers.js';
import { createWebhookWorld, type WebhookWorld } from './testing/webhook-world.js';

const MONGODB_URI = process.env['MONGODB_URI'];
const NATS_URL = process.env['NATS_URL'];
const POLL = { timeout: 30_000, interval: 20 };
/** Long enough for a busy machine: 32 requests begin at once, each on a new connection. */
const TIMEOUT_MILLIS = 4_000;

type Respond = (request: Received, response: ServerResponse) => void;

/** Writes a piece of a response every 20 ms until the connection ends. */
function drips(response: ServerResponse): void {
  const timer = setInterval(() => response.write('.'), 20);
  response.once('close', () => clearInterval(timer));
}

describe.skipIf(MONGODB_URI === undefined || NATS_URL === undefined)('hostile receivers of webhooks', () => {
  let world: WebhookWorld;
  let subscribers: Subscribers;
  const subscribed = () => subscribers.subscribed();

  beforeAll(async () => {
    world = await createWebhookWorld({ mongo: MONGODB_URI ?? '', nats: NATS_URL ?? '' });
    subscribers = createSubscribers(world);
    // The world ends its workers.
    world.startWorker({ timeoutMillis: TIMEOUT_MILLIS });
  });
  afterEach(() => subscribers?.closeReceivers());
  afterAll(() => world?.close());

  test.each<[string, Respond, object]>([
    ['is slow', () => undefined, { error: 'timeout' }],
    ['redirects', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end(), { status: 302 }],
    ['closes early', (_, response) => response.socket?.destroy(), { error: 'connection closed' }],
    [
      'closes in the middle of the headers',
      (_, { socket }) => socket?.write('HTTP/1.1 200 OK\r\ncontent-len', () => socket.destroy()),
      { error: 'connection closed' },
    ],
    [
      'has huge headers',
      (_, response) => response.writeHead(200, { 'x-huge': 'x'.repeat(64 * 1024) }).end(),
      { error: 'response headers too large' },
    ],
    [
      'sends its headers without an end',
      (_, response) => {
        response.socket?.write('HTTP/1.1 200 OK\r\nx-drip: ');
        const timer = setInterval(() => response.socket?.write('.'), 20);
        response.once('close', () => clearInterval(timer));
      },
      { error: 'timeout' },
    ],
    ['is no HTTP server', (_, { socket }) => socket?.end('220 smtp ready\r\n'), { error: 'response is not HTTP' }],
  ])('a receiver that %s fails, and delays no other', async (_name, respond, expected) => {
    const [hostile, friendly] = [await subscribed(), await subscribed()];
    hostile.receiver.respond(respond);
    for (let count = 0; count < 40; count += 1) await hostile.publish(hostile.customer());
    await friendly.publish(friendly.customer());
    await expect.poll(() => friendly.receiver.received.length, POLL).toBe(1);
    await expect.poll(async () => (await hostile.deliveries())[0]?.attempts ?? 0, POLL).toBeGreaterThanOrEqual(1);
    expect((await hostile.deliveries())[0]).toMatchObject(expected);
    expect(hostile.receiver.received.every(({ path }) => path === '/events')).toBe(true);
    await hostile.webhooks.delete({ webhookId: hostile.webhookId });
  });

  test('a response without an end counts by its status, and is cut off', async () => {
    const { receiver, publish, customer, deliveries } = await subscribed();
    let written = 0;
    const cutOff = new Promise<void>((resolve) => {
      receiver.respond((_request, response) => {
        response.writeHead(200);
        const more = () => {
          written += 64 * 1024;
          if (response.write(Buffer.alloc(64 * 1024))) setImmediate(more);
          else response.once('drain', more);
        };
        response.once('close', resolve);
        more();
      });
    });
    await publish(customer());
    await cutOff;
    await expect.poll(async () => (await deliveries())[0]?.state, POLL).toBe('delivered');
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  test.each<[string, Respond]>([
    [
      'closes in the middle of its body',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('.', () => response.socket?.destroy());
      },
    ],
    [
      'sends its body without an end, byte by byte',
      (_, response) => {
        response.writeHead(200);
        drips(response);
      },
    ],
  ])('a receiver that %s counts by its status, and each event comes once', async (_name, respond) => {
    const { receiver, publish, customer, deliveries } = await subscribed();
    receiver.respond(respond);
    const customerNumber = customer();
    for (let revision = 1; revision <= 3; revision += 1) await publish(customerNumber);
    await expect
      .poll(async () => (await deliveries()).map(({ state }) => state), POLL)
      .toEqual(['delivered', 'delivered', 'delivered']);
    expect(revisionsOf(receiver.received, customerNumber)).toEqual([1, 2, 3]);
  });

  test('[HOOK-1] [HOOK-3] a flapping receiver gets everything in order, and is not paused', async () => {
    const { webhooks, webhookId, receiver, publish, customer, deliveries } = await subscribed();
    const customers = [customer(), customer()];
    const accepted: Received[] = [];
    const attempts = new Map<string, number>();
    // Events with an odd revision fail twice, each time in another way. The others work at once.
    receiver.respond((request, response) => {
      const { id, data } = eventOf(request);
      const attempt = (attempts.get(id) ?? 0) + 1;
      attempts.set(id, attempt);
      if (data.revision % 2 === 1 && attempt === 1) response.writeHead(503).end();
      else if (data.revision % 2 === 1 && attempt === 2) response.socket?.destroy();
      else {
        accepted.push(request);
        response.writeHead(204).end();
      }
    });
    for (let round = 0; round < 4; round += 1) for (const one of customers) await publish(one);
    await expect
      .poll(async () => (await deliveries()).filter(({ state }) => state === 'delivered').length, POLL)
      .toBe(8);
    for (const one of customers) expect(revisionsOf(accepted, one)).toEqual([1, 2, 3, 4]);
    expect([...attempts.values()].sort()).toEqual([1, 1, 1, 1, 3, 3, 3, 3]);
    expect(await webhooks.get({ webhookId })).toMatchObject({ isActive: true });
  });
});
