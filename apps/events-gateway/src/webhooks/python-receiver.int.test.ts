import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type CustomerChangedEvent, cloudEvent } from '@profiles/contracts';
import { findPython, freePort, withPackages } from '@profiles/devstack';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWebhookWorld, type WebhookWorld } from './testing/webhook-world.js';

const EXAMPLE = fileURLToPath(new URL('../../../../examples/webhook-receiver-python/', import.meta.url));
const { MONGODB_URI, NATS_URL, CI } = process.env;
const TIMEOUT = { timeout: 120_000 };
const POLL = { timeout: 90_000, interval: 20 };
const CUSTOMERS = [1_000_001, 1_000_002, 1_000_003, 1_000_004];
const REVISIONS = 15;
const KILLED_AFTER = 20;

let means: { python: string; env: Record<string, string | undefined> } | undefined;
let why = 'there is no server';
let world: WebhookWorld;
let folder: string;

beforeAll(async () => {
  if (MONGODB_URI === undefined || NATS_URL === undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'python-receiver-'));
  world = await createWebhookWorld({ mongo: MONGODB_URI, nats: NATS_URL });
  means = await pythonMeans().catch((error: Error) => {
    why = error.message;
    return undefined;
  });
  // Tools that a machine lacks are passed over, but never under CI.
  if (means === undefined && CI === 'true') throw new Error(why);
}, TIMEOUT.timeout);

afterAll(async () => {
  await world?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function pythonMeans() {
  const found = await findPython(process.env);
  if (found.why !== undefined) throw new Error(found.why);
  const packages = { name: 'standardwebhooks', requirements: join(EXAMPLE, 'requirements.txt') };
  return { python: found.python, env: await withPackages(found, packages, { env: process.env, log: () => undefined }) };
}

/** The example on a port, with the same file of positions each time. */
async function startReceiver(secret: string, port: number) {
  const { python, env } = means ?? { python: '', env: {} };
  const args = [join(EXAMPLE, 'receiver.py'), '--port', String(port), '--database', join(folder, `${port}.sqlite`)];
  const child: ChildProcess = spawn(python, args, { env: { ...env, WEBHOOK_SECRET: secret } });
  const events: CustomerChangedEvent[] = [];
  const notes: string[] = [];
  createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => notes.push(line));
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => events.push(JSON.parse(line)));
  await expect.poll(() => notes, POLL).toContain(`listening on port ${port}`);
  return {
    events,
    notes,
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

const revisionsOf = (events: readonly CustomerChangedEvent[], customer: number) =>
  events.flatMap(({ data }) => (data.customerNumber === customer ? data.revision : []));

test('a receiver that is killed gets every event once, in order per customer', TIMEOUT, async ({ skip }) => {
  if (means === undefined) return skip(why);
  const port = await freePort();
  const webhooks = world.webhooksOf(1);
  const { id: webhookId, secret = '' } = await webhooks.create({ url: `http://127.0.0.1:${port}/` });
  const worker = world.startWorker({ retryPauses: Array(300).fill(100) });
  const first = await startReceiver(secret, port);
  for (let revision = 1; revision <= REVISIONS; revision += 1) {
    for (const customer of CUSTOMERS) await world.publish(1, customer);
  }
  await expect.poll(() => first.events.length, POLL).toBeGreaterThanOrEqual(KILLED_AFTER);
  await first.kill();
  const second = await startReceiver(secret, port);
  await webhooks.test({ webhookId });
  const wanted = Array.from({ length: REVISIONS }, (_, at) => at + 1);
  // The kill may fall between the line and the commit of its position: then, and only then, that one line comes twice.
  const last = first.events.at(-1);
  const received = () => [...first.events, ...second.events.filter(({ id }) => id !== last?.id)];
  await expect.poll(() => received().length, POLL).toBe(CUSTOMERS.length * REVISIONS);
  for (const customer of CUSTOMERS) expect(revisionsOf(received(), customer)).toEqual(wanted);
  await expect
    .poll(async () => (await webhooks.deliveries({ webhookId, state: 'pending' })).items.length, POLL)
    .toBe(0);
  await second.kill();
  await worker.close();
});

test('it refuses what is not signed, and leaves out what it has handled', TIMEOUT, async ({ skip }) => {
  if (means === undefined) return skip(why);
  const port = await freePort();
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const old = `whsec_${Buffer.alloc(24, 8).toString('base64')}`;
  const receiver = await startReceiver(`${secret} ${old}`, port);
  const send = async (event: CustomerChangedEvent, { key = secret, sent = JSON.stringify(event) } = {}) => {
    const time = new Date();
    const headers = {
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(time.getTime() / 1000)),
      'webhook-signature': new Webhook(key).sign(event.id, time, JSON.stringify(event)),
    };
    return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: sent })).status;
  };
  const event = (revision: number, epoch = 1) =>
    cloudEvent(`event-${epoch}-${revision}`, '2026-01-31T08:15:30.000Z', {
      eventType: 'UPDATE',
      ...{ customerNumber: 1_000_000, organisationId: 1, revision, epoch },
      ...{ cause: 'update-profile', changedFields: ['surname'], correlationId: 'python' },
    });
  expect(await send(event(2), { key: `whsec_${Buffer.alloc(24, 9).toString('base64')}` })).toBe(401);
  expect(await send(event(2), { sent: JSON.stringify(event(3)) })).toBe(401);
  expect(await send(event(2))).toBe(204);
  expect(await send(event(3), { key: old })).toBe(204);
  for (const repeat of [event(3), event(2)]) expect(await send(repeat)).toBe(204);
  // After a restore of the database revisions repeat in a higher epoch.
  expect(await send(event(2, 2))).toBe(204);
  await expect.poll(() => receiver.events.map(({ id }) => id), POLL).toEqual(['event-1-2', 'event-1-3', 'event-2-2']);
  await expect.poll(() => receiver.notes.filter((note) => note.startsWith('repeat')), POLL).toHaveLength(2);
  await receiver.kill();
});
