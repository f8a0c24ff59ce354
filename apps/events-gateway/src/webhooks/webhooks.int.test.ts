import type { ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Received } from './testing/receiver.js';
import { createSubscribers, eventOf, revisionsOf, type Subscribers } from './testing/subscribers.js';
import { createWebhookWorld, type WebhookWorld } from './testing/webhook-world.js';

const MONGODB_URI = process.env['MONGODB_URI'];
const NATS_URL = process.env['NATS_URL'];
const POLL = { timeout: 30_000, interval: 20 };

const fails = (_request: Received, response: ServerResponse) => response.writeHead(500).end();

/** Revisions without repeats of the one before: a delivery comes at least once. */
function withoutRepeats(revisions: readonly number[]): number[] {
  return revisions.filter((revision, at) => revision !== revisions[at - 1]);
}

describe.skipIf(MONGODB_URI === undefined || NATS_URL === undefined)('webhooks', () => {
  let world: WebhookWorld;
  let subscribers: Subscribers;
  beforeAll(async () => {
    world = await createWebhookWorld({ mongo: MONGODB_URI ?? '', nats: NATS_URL ?? '' });
    subscribers = createSubscribers(world);
  });
  afterEach(() => subscribers?.closeReceivers());
  afterAll(() => world?.close());

  const subscribed = () => subscribers.subscribed();

  describe('with a worker', () => {
    let worker: ReturnType<WebhookWorld['startWorker']>;
    beforeAll(() => {
      worker = world.startWorker({ timeoutMillis: 1_000 });
    });
    afterAll(() => worker?.close());

    test('an event arrives as it stands in the stream, signed, under its id', async () => {
      const { receiver, secret, publish, customer, deliveries } = await subscribed();
      const customerNumber = customer();
      const id = await publish(customerNumber);
      await expect.poll(() => receiver.received, POLL).toHaveLength(1);
      const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
      expect(headers).toMatchObject({
        ...{ 'webhook-id': id, 'content-type': 'application/cloudevents+json; charset=utf-8' },
      });
      const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
      expect(verified).toMatchObject({ id, type: 'customer.created.v1', data: { customerNumber, revision: 1 } });
      await expect
        .poll(deliveries, POLL)
        .toStrictEqual([{ eventId: id, customerNumber, state: 'delivered', attempts: 1, status: 204 }]);
    });

    test('[HOOK-1] of many customers at once, each gets its events in order', async () => {
      const { receiver, publish, customer } = await subscribed();
      const customers = Array.from({ length: 20 }, customer);
      receiver.respond((_request, response) => {
        setTimeout(() => response.writeHead(200).end(), Math.random() * 20);
      });
      for (let round = 0; round < 5; round += 1) for (const one of customers) await publish(one);
      const seen = () => customers.map((one) => withoutRepeats(revisionsOf(receiver.received, one)));
      await expect.poll(seen, POLL).toEqual(customers.map(() => [1, 2, 3, 4, 5]));
    });

    test('[HOOK-1] [HOOK-2] while a delivery fails, later ones of its customer wait, and others do not', async () => {
      const { receiver, publish, customer, deliveries } = await subscribed();
      const [failing, other] = [customer(), customer()];
      let isDown = true;
      receiver.respond((request, response) => {
        const isRefused = isDown && eventOf(request).data.customerNumber === failing;
        response.writeHead(isRefused ? 503 : 200).end();
      });
      for (let revision = 1; revision <= 3; revision += 1) for (const one of [failing, other]) await publish(one);
      await expect.poll(() => revisionsOf(receiver.received, other), POLL).toEqual([1, 2, 3]);
      await expect.poll(() => revisionsOf(receiver.received, failing).length, POLL).toBeGreaterThanOrEqual(2);
      isDown = false;
      await expect.poll(async () => (await deliveries()).every(({ state }) => state === 'delivered'), POLL).toBe(true);
      // At first the first one again and again, then the others, each once.
      expect(revisionsOf(receiver.received, failing).filter((revision) => revision > 1)).toEqual([2, 3]);
      expect(revisionsOf(receiver.received, failing).slice(-2)).toEqual([2, 3]);
    });

    test('[HOOK-2] after the last pause it is parked and the later ones go on; redeliver sends it again', async () => {
      const { webhooks, webhookId, receiver, publish, customer, deliveries } = await subscribed();
      const customerNumber = customer();
      let isDown = true;
      receiver.respond((request, response) => {
        response.writeHead(isDown && eventOf(request).data.revision === 1 ? 500 : 200).end();
      });
      const first = await publish(customerNumber);
      const second = await publish(customerNumber);
      await expect.poll(deliveries, POLL).toStrictEqual([
        { eventId: second, customerNumber, state: 'delivered', attempts: 1, status: 200 },
        { eventId: first, customerNumber, state: 'parked', attempts: 3, status: 500 },
      ]);
      expect(revisionsOf(receiver.received, customerNumber)).toEqual([1, 1, 1, 2]);
      expect((await webhooks.deliveries({ webhookId, state: 'parked' })).items).toHaveLength(1);
      isDown = false;
      await webhooks.redeliver({ webhookId, eventId: first });
      await expect
        .poll(async () => (await deliveries()).map(({ state }) => state), POLL)
        .toEqual([...['delivered', 'delivered']]);
      expect(revisionsOf(receiver.received, customerNumber)).toEqual([1, 1, 1, 2, 1]);
    });

    test('a paused webhook sends nothing, and afterwards everything in order', async () => {
      const { webhooks, webhookId, receiver, publish, customer, deliveries } = await subscribed();
      await webhooks.update({ webhookId, isActive: false });
      const customerNumber = customer();
      for (let revision = 1; revision <= 3; revision += 1) await publish(customerNumber);
      await expect.poll(async () => (await deliveries()).length, POLL).toBe(3);
      expect(receiver.received).toEqual([]);
      await webhooks.update({ webhookId, isActive: true });
      await expect.poll(() => revisionsOf(receiver.received, customerNumber), POLL).toEqual([1, 2, 3]);
    });

    test('[HOOK-5] after a rotation both secrets sign', async () => {
      const { webhooks, webhookId, secret, receiver, publish, customer } = await subscribed();
      const { secret: rotated = '' } = await webhooks.update({ webhookId, rotateSecret: true });
      await expect
        .poll(async () => {
          await publish(customer());
          return receiver.received.at(-1)?.headers['webhook-signature'];
        }, POLL)
        .toMatch(/^v1,\S+ v1,\S+$/);
      const { headers = {}, body = '' } = receiver.received.at(-1) ?? {};
      for (const one of [secret, rotated]) {
        expect(() => new Webhook(one).verify(body, headers as Record<string, string>)).not.toThrow();
      }
    });

    test('a test event arrives, once', async () => {
      const { webhooks, webhookId, receiver, deliveries } = await subscribed();
      receiver.respond(fails);
      const { eventId } = await webhooks.test({ webhookId });
      await expect
        .poll(deliveries, POLL)
        .toStrictEqual([{ eventId, customerNumber: 0, state: 'parked', attempts: 1, status: 500 }]);
      expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
        ...{ id: eventId, type: 'webhook.test.v1', data: { webhookId } },
      });
    });

    test('a webhook gets no event from before its creation, and none of another organisation', async () => {
      const [early, other] = [await subscribed(), await subscribed()];
      const customerNumber = early.customer();
      await early.publish(customerNumber);
      const late = await subscribers.receiver();
      await early.webhooks.create({ url: late.url });
      await early.publish(customerNumber);
      await expect.poll(() => revisionsOf(late.received, customerNumber), POLL).toEqual([2]);
      await expect.poll(() => revisionsOf(early.receiver.received, customerNumber), POLL).toEqual([1, 2]);
      expect(other.receiver.received).toEqual([]);
    });
  });

  test('[HOOK-3] a webhook that fails for the whole time is paused, with a record and a metric', async () => {
    const worker = world.startWorker({ pauseAfterMillis: 300, retryPauses: [100, 100, 100, 100, 100, 100, 100, 100] });
    const { webhooks, webhookId, receiver, publish, customer } = await subscribed();
    receiver.respond(fails);
    await publish(customer());
    await expect.poll(async () => (await webhooks.get({ webhookId })).isActive, POLL).toBe(false);
    expect(await world.documents('changes')).toContainEqual(
      expect.objectContaining({ webhookId, operation: 'pause-webhook', changedBy: 'system' }),
    );
    await expect.poll(worker.metrics, POLL).toMatch(/^webhooks_paused_total\{organisation="\d+"[^}]*\} 1$/m);
    receiver.respond((_request, response) => response.writeHead(200).end());
    await webhooks.update({ webhookId, isActive: true });
    await expect.poll(async () => (await webhooks.deliveries({ webhookId })).items[0]?.state, POLL).toBe('delivered');
    await worker.close();
  });

  test('events that come while no worker runs, and those of a stream that was created anew, arrive', async () => {
    const { receiver, publish, customer } = await subscribed();
    const customerNumber = customer();
    await publish(customerNumber);
    const first = world.startWorker();
    await expect.poll(() => revisionsOf(receiver.received, customerNumber), POLL).toEqual([1]);
    await first.close();
    await publish(customerNumber);
    const second = world.startWorker();
    await expect.poll(() => revisionsOf(receiver.received, customerNumber), POLL).toEqual([1, 2]);
    await world.recreateStream();
    await publish(customerNumber);
    await expect.poll(() => revisionsOf(receiver.received, customerNumber), POLL).toEqual([1, 2, 3]);
    await second.close();
  });

  test('workers share the webhooks, and take over from each other in order', async () => {
    const [first, second] = [world.startWorker(), world.startWorker()];
    const organisations = await Promise.all(Array.from({ length: 6 }, subscribed));
    const customers = organisations.map(({ customer }) => customer());
    const publishAll = async () => {
      for (const [at, { publish }] of organisations.entries()) await publish(customers[at] ?? 0);
    };
    const leases = async (worker: typeof first) =>
      Number(/^webhook_leases_held\S* (\d+)$/m.exec(await worker.metrics())?.[1]);
    await expect.poll(async () => [await leases(first), await leases(second)], POLL).toEqual([8, 8]);
    await publishAll();
    await first.close();
    await publishAll();
    const seen = () =>
      organisations.map(({ receiver }, at) => withoutRepeats(revisionsOf(receiver.received, customers[at] ?? 0)));
    await expect.poll(seen, POLL).toEqual(organisations.map(() => [1, 2]));
    await second.close();
  });

  test('the deliveries of a deleted webhook are removed, ended ones included', async () => {
    const { webhooks, webhookId, receiver, publish, customer } = await subscribed();
    receiver.respond(fails);
    const worker = world.startWorker({ retryPauses: [50] });
    await publish(customer());
    const left = async () =>
      (await world.documents('webhookDeliveries')).filter((one) => one['webhookId'] === webhookId);
    await expect.poll(left, POLL).toMatchObject([{ state: 'parked' }]);
    await webhooks.delete({ webhookId });
    await expect.poll(left, POLL).toEqual([]);
    await worker.close();
  });

  test('the deliveries of a webhook that exists are not removed when its lease is lost', async () => {
    const { webhookId, organisationId, receiver, publish, customer, deliveries } = await subscribed();
    receiver.respond(fails);
    const worker = world.startWorker({ retryPauses: [60_000] });
    await publish(customer());
    await expect.poll(deliveries, POLL).toMatchObject([{ state: 'failing', attempts: 1 }]);
    await worker.close();
    await world.work.removeAllOf({ webhookId, organisationId });
    expect(await deliveries()).toMatchObject([{ state: 'failing', attempts: 1 }]);
  });
});
