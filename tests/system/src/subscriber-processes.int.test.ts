import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { jetstreamManager } from '@nats-io/jetstream';
import { EVENT_STREAM } from '@profiles/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HAS_NATS, passwordOf, type SecuredNats, startSecuredNats } from './secured-nats.js';

/** Missing in the types of the client library. */
type WithPins = { readonly priority_groups?: readonly { readonly pinned_client_id?: string }[] };

const SUBSCRIBER = fileURLToPath(new URL('../fixtures/slow-subscriber.mjs', import.meta.url));
const DURABLE = 'organisation-1-crm';
const TIMEOUT = { timeout: 60_000, interval: 20 };
const CUSTOMERS = Array.from({ length: 40 }, (_, at) => 1_000_001 + at);
const REVISIONS = 8;
const LATECOMER = 1_000_900;
/** The handlers that run at the same time unless a subscriber says otherwise. */
const CONCURRENCY = 16;

describe.skipIf(!HAS_NATS)('processes of one subscriber that end, die or are suspended', () => {
  let nats: SecuredNats;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    nats = await startSecuredNats();
  });

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await nats?.stop();
  });

  /** Starts a process and waits until it subscribes. */
  async function start(handlerMillis: number) {
    const env = { NATS_URL: nats.uri, NATS_PASSWORD: passwordOf(DURABLE), DURABLE };
    const child = spawn(process.execPath, [SUBSCRIBER], {
      env: { ...process.env, ...env, HANDLER_MILLIS: String(handlerMillis) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    const lines: string[] = [];
    const errors: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
    const ended = once(child, 'close').then(([code, signal]) => signal ?? code);
    await expect.poll(() => lines[0], { ...TIMEOUT, message: errors.join('\n') }).toBe('ready');
    return { handled: () => lines.slice(1), errors, ended, signal: (signal: NodeJS.Signals) => child.kill(signal) };
  }

  async function publishAll(): Promise<void> {
    for (let revision = 1; revision <= REVISIONS; revision += 1)
      await Promise.all(CUSTOMERS.map((customer) => nats.publish(1, customer, revision)));
  }

  /** The id of the process that gets the events now. */
  async function pinnedClient(): Promise<string | undefined> {
    const { consumers } = await jetstreamManager(await nats.as(DURABLE), { checkAPI: false });
    const { priority_groups } = (await consumers.info(EVENT_STREAM, DURABLE)) as WithPins;
    return priority_groups?.[0]?.pinned_client_id;
  }

  const total = CUSTOMERS.length * REVISIONS;

  test('a clean restart is no silence, and repeats nothing', TIMEOUT, async () => {
    await publishAll();
    const first = await start(30);
    await expect.poll(() => first.handled().length, TIMEOUT).toBeGreaterThan(50);
    first.signal('SIGTERM');
    expect(await first.ended).toBe(0);
    const before = first.handled().length;
    const second = await start(30);
    const startedAt = performance.now();
    await expect.poll(() => second.handled().length, TIMEOUT).toBeGreaterThan(0);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await expect.poll(() => before + second.handled().length, TIMEOUT).toBe(total);
    expect(new Set([...first.handled(), ...second.handled()]).size).toBe(total);
    expect([...first.errors, ...second.errors]).toEqual([]);
  });

  test('after a crash the process that stands by goes on within five seconds', TIMEOUT, async () => {
    const first = await start(0);
    await nats.publish(1, LATECOMER, 1);
    await expect.poll(first.handled, TIMEOUT).toEqual([`${LATECOMER}/1`]);
    const second = await start(0);
    first.signal('SIGKILL');
    await first.ended;
    const diedAt = performance.now();
    await nats.publish(1, LATECOMER, 2);
    await expect.poll(second.handled, TIMEOUT).toEqual([`${LATECOMER}/2`]);
    expect(performance.now() - diedAt).toBeLessThan(5_000);
  });

  test('a process that was suspended does not handle its buffer again when it continues', TIMEOUT, async () => {
    await publishAll();
    const first = await start(100);
    await expect.poll(() => first.handled().length, TIMEOUT).toBeGreaterThan(50);
    first.signal('SIGSTOP');
    const before = first.handled().length;
    const second = await start(1);
    // The broker gives the other process everything that this one did not acknowledge.
    await expect.poll(() => second.handled().length, TIMEOUT).toBeGreaterThanOrEqual(total - before - CONCURRENCY);
    await expect.poll(() => new Set([...first.handled(), ...second.handled()]).size, TIMEOUT).toBe(total);
    first.signal('SIGCONT');
    await expect.poll(() => first.errors.join(), TIMEOUT).toContain('PinLostError');
    await nats.publish(1, LATECOMER, 1);
    await expect.poll(() => second.handled().at(-1), TIMEOUT).toBe(`${LATECOMER}/1`);
    // Only the events that its handlers worked on when it was suspended are finished.
    const again = first.handled().slice(before);
    expect(again.length).toBeLessThanOrEqual(CONCURRENCY);
    expect(new Set(again.map((line) => line.split('/')[0])).size).toBe(again.length);
    second.signal('SIGTERM');
    expect(await second.ended).toBe(0);
    // The positions were not moved back: the first process takes over and goes on behind them.
    const soFar = first.handled().length;
    await nats.publish(1, LATECOMER, 2);
    await expect.poll(() => first.handled().slice(soFar), TIMEOUT).toEqual([`${LATECOMER}/2`]);
  });

  test('a process alone that was suspended goes on where it was', TIMEOUT, async () => {
    await publishAll();
    const only = await start(50);
    await expect.poll(() => only.handled().length, TIMEOUT).toBeGreaterThan(50);
    only.signal('SIGSTOP');
    await expect.poll(pinnedClient, TIMEOUT).toBeUndefined();
    only.signal('SIGCONT');
    await expect.poll(() => new Set(only.handled()).size, TIMEOUT).toBe(total);
    expect(only.handled()).toHaveLength(total);
  });
});
