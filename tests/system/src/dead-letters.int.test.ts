import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import {
  type CustomerChangedConsumer,
  createCustomerChangedConsumer,
  natsPositions,
  openParkedLetters,
  type ParkedLetters,
} from '@profiles/events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HAS_NATS, passwordOf, type SecuredNats, startSecuredNats } from './secured-nats.js';

const COMMAND = fileURLToPath(new URL('../../../apps/nats-publisher/dist/command-line/main.js', import.meta.url));
const TIMEOUT = { timeout: 60_000, interval: 50 };
const CRM = 'organisation-1-crm';
const BILLING = 'organisation-1-billing';

describe.skipIf(!HAS_NATS)('dead letters on the command line, as the operator of deploy/nats', () => {
  let nats: SecuredNats;
  let letters: ParkedLetters;
  const consumers: CustomerChangedConsumer[] = [];

  beforeAll(async () => {
    nats = await startSecuredNats();
    letters = await openParkedLetters(await nats.as('operator'));
  }, TIMEOUT.timeout);

  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
  });

  afterAll(() => nats?.stop());

  /** Runs `npm run events -- dead-letters …`. */
  async function deadLetters(...args: string[]) {
    const env = { ...process.env, NATS_URL: nats.uri, NATS_USER: 'operator', NATS_PASSWORD: passwordOf('operator') };
    const child = spawn(process.execPath, [COMMAND, 'dead-letters', ...args], { env: { ...env, MONGODB_URI: '' } });
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      out += data;
    });
    const [code] = await once(child, 'close');
    return { code, lines: out.split('\n').filter((line) => line !== '') };
  }

  /** The ids of the dead letters of all subscribers. */
  async function ids(): Promise<number[]> {
    const found: number[] = [];
    for await (const { id } of letters.list()) found.push(id);
    return found;
  }

  /** A subscriber that refuses some revisions of any customer. */
  async function subscribe(durable: typeof CRM | typeof BILLING, refuses: (revision: number) => boolean) {
    const connection = await nats.as(durable);
    const handled: string[] = [];
    consumers.push(
      await createCustomerChangedConsumer({
        ...{ connection, durable, organisationId: 1, maxAttempts: 1, onError: () => {} },
        positions: await natsPositions({ connection, durable }),
        handle: ({ data }, { isReplayedDeadLetter }) => {
          if (refuses(data.revision)) throw new Error('no such account');
          handled.push(`${data.customerNumber}/${data.revision}${isReplayedDeadLetter ? ' replayed' : ''}`);
        },
      }),
    );
    return handled;
  }

  test('a dead letter is listed, replayed to its subscriber only, and then gone', TIMEOUT, async () => {
    let isFixed = false;
    const crm = await subscribe(CRM, (revision) => revision === 2 && !isFixed);
    const billing = await subscribe(BILLING, () => false);
    for (const revision of [1, 2, 3]) await nats.publish(1, 1_000_001, revision);
    await expect.poll(() => crm, TIMEOUT).toEqual(['1000001/1', '1000001/3']);
    await expect.poll(() => billing, TIMEOUT).toHaveLength(3);

    const listed = await deadLetters('list', '--subscriber', CRM);
    expect(listed.lines).toEqual([
      expect.stringMatching(
        /^1 {2}\S+ {2}organisation-1-crm {2}customer 1000001 of organisation 1, revision 2 {2}Error: no such account$/,
      ),
    ]);

    isFixed = true;
    expect(await deadLetters('replay', '1')).toEqual({ code: 0, lines: ['1  was sent to its subscriber again.'] });
    await expect.poll(() => crm, TIMEOUT).toEqual(['1000001/1', '1000001/3', '1000001/2 replayed']);
    expect((await deadLetters('list')).lines).toEqual(['There are no dead letters.']);
    // The position did not move back: what follows is no gap.
    await nats.publish(1, 1_000_001, 4);
    await expect.poll(() => crm.at(-1), TIMEOUT).toBe('1000001/4');
    expect(billing.filter((line) => line.startsWith('1000001/2'))).toHaveLength(1);
    expect(await deadLetters('replay', '1')).toMatchObject({ code: 1 });
  });

  test('what is refused again is a dead letter again, and can be dropped', TIMEOUT, async () => {
    await subscribe(CRM, () => true);
    await nats.publish(1, 1_000_002, 1);
    await expect.poll(ids, TIMEOUT).toEqual([2]);
    expect((await deadLetters('replay', '--subscriber', CRM)).code).toBe(0);
    await expect.poll(ids, TIMEOUT).toEqual([3]);
    expect(await deadLetters('drop', '3')).toEqual({ code: 0, lines: ['3  was dropped.'] });
    expect(await ids()).toEqual([]);
  });

  test('a message that is no event stays until it is dropped', TIMEOUT, async () => {
    const publisher = jetstream(await nats.as('publisher'));
    await publisher.publish('customer-changed.v1.1.7', '{');
    await subscribe(CRM, () => false);
    await expect.poll(ids, TIMEOUT).toHaveLength(1);
    expect((await deadLetters('list')).lines[0]).toContain('no event, on customer-changed.v1.1.7');
    const replayed = await deadLetters('replay', '--subscriber', CRM);
    expect(replayed.code).toBe(1);
    expect(replayed.lines[0]).toContain('is not an event of the contract');
    expect((await deadLetters('drop', '--subscriber', CRM)).code).toBe(0);
  });

  test('the stream of dead letters is bounded in age and size', async () => {
    const { streams } = await jetstreamManager(await nats.as('operator'), { checkAPI: false });
    const { config } = await streams.info('CUSTOMER_CHANGED_DEAD_LETTERS');
    // docs/events.md: 30 days and 256 MiB, the oldest go first.
    expect(config).toMatchObject({ max_age: 30 * 86_400e9, max_bytes: 256 * 2 ** 20, discard: 'old' });
  });
});
