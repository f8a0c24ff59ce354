import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM, subjectOf } from '@profiles/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  API,
  consumerRequest,
  create,
  FORBIDDEN_REQUESTS,
  FORBIDDEN_SUBSCRIPTIONS,
  LYING_BODIES,
  OTHER,
  OWN,
  ofOwn,
  POSITIONS,
  positionOf,
} from './nats-attempts.js';
import { HAS_NATS, passwordOf, type SecuredNats, startSecuredNats } from './secured-nats.js';

const SUBSCRIBERS = [
  { user: 'organisation-1-crm', organisationId: 1 },
  { user: 'organisation-1-billing', organisationId: 1 },
  { user: 'organisation-2-crm', organisationId: 2 },
] as const;
const REVISIONS = [1, 2, 3];
const REFUSAL_MILLIS = 5_000;

const permissionsViolation = expect.stringMatching(/permissions violation/i);

describe.skipIf(!HAS_NATS)('deploy/nats/nats-server.conf limits a subscriber to what is its own', () => {
  let nats: SecuredNats;

  beforeAll(async () => {
    nats = await startSecuredNats();
    for (const revision of REVISIONS)
      for (const organisationId of [1, 2]) await nats.publish(organisationId, 1_000_000 + organisationId, revision);
    for (const { user, organisationId } of SUBSCRIBERS) {
      const manager = await jetstreamManager(await nats.as(user), { checkAPI: false });
      await manager.consumers.add(EVENT_STREAM, {
        durable_name: user,
        filter_subject: `customer-changed.v1.${organisationId}.>`,
        ack_policy: 'explicit',
      });
    }
  });

  afterAll(() => nats?.stop());

  test.each(SUBSCRIBERS)('$user gets the events of its organisation, all of them, in order', async (subscriber) => {
    const { user, organisationId } = subscriber;
    const own = await jetstream(await nats.as(user)).consumers.get(EVENT_STREAM, user);
    const received: unknown[] = [];
    for await (const message of await own.fetch({ max_messages: REVISIONS.length })) {
      received.push(message.json<{ data: unknown }>().data);
      expect(await message.ackAck()).toBe(true);
    }
    expect(received).toMatchObject(REVISIONS.map((revision) => ({ organisationId, revision })));
    expect((await own.info()).num_pending).toBe(0);
  });

  test('the publisher finds what it published last for a customer', async () => {
    const manager = await jetstreamManager(await nats.as('publisher'), { checkAPI: false });
    const last_by_subj = subjectOf({ organisationId: 2, customerNumber: 1_000_002 });
    expect((await manager.direct.getMessage(EVENT_STREAM, { last_by_subj }))?.json()).toMatchObject({
      data: { revision: 3 },
    });
    expect((await manager.streams.getMessage(EVENT_STREAM, { last_by_subj }))?.json()).toMatchObject({
      data: { revision: 3 },
    });
  });

  test('a subscriber may hand in its own dead letters', async () => {
    const connection = await nats.as(OWN);
    connection.publish(`customer-changed-dead-letters.v1.${OWN}.1`, 'broken');
    await expect(connection.flush()).resolves.toBeUndefined();
    await expect(nextViolation(connection, () => connection.publish('forbidden'))).resolves.toMatch(/"forbidden"/);
  });

  test.each(FORBIDDEN_REQUESTS)('a subscriber may not, of another one: $what', async ({ subject, body = '' }) => {
    const connection = await nats.as(OWN);
    const arrived = everythingOn(connection);
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = `_INBOX_${OWN}.response`;
    const violation = await nextViolation(connection, () => connection.publish(subject, payload, { reply }));
    expect(violation).toEqual(permissionsViolation);
    expect(violation).toContain(`"${subject}"`);
    await connection.flush();
    expect(arrived).toEqual([]);
  });

  test.each(LYING_BODIES)('a consumer whose body says $what is not made', async ({ config }) => {
    const connection = await nats.as(OWN);
    const arrived = everythingOn(connection);
    const body = JSON.stringify(consumerRequest(config));
    const response = await connection.request(create(OWN, 'customer-changed.v1.1.>'), body);
    expect(response.json()).toMatchObject({ error: { code: 400 } });
    expect(arrived.filter((subject) => subject.startsWith('customer-changed.'))).toEqual([]);
    const own = await (await jetstreamManager(connection, { checkAPI: false })).consumers.info(EVENT_STREAM, OWN);
    expect(own.config).toMatchObject(ofOwn());
  });

  test('a subscriber can not remove the positions of others with a roll-up of the whole bucket', async () => {
    const billing = jetstream(await nats.as('organisation-1-billing'));
    await billing.publish(positionOf('organisation-1-billing'), '3');
    const rollUp = headers();
    rollUp.set('Nats-Rollup', 'all');
    const crm = jetstream(await nats.as(OWN));
    await expect(crm.publish(positionOf(OWN), '', { headers: rollUp })).rejects.toThrow(/rollup/);
    const { direct } = await jetstreamManager(await nats.as('organisation-1-billing'), { checkAPI: false });
    const last_by_subj = positionOf('organisation-1-billing');
    expect((await direct.getMessage(POSITIONS, { last_by_subj }))?.string()).toBe('3');
  });

  test.each(FORBIDDEN_SUBSCRIPTIONS)('a subscriber may not listen on %s', async (subject) => {
    const connection = await nats.as(OWN);
    const violation = await nextViolation(connection, () => connection.subscribe(subject, { callback: () => {} }));
    expect(violation).toEqual(permissionsViolation);
  });

  test('a response that is sent to the subject of another organisation is never an event of it', async () => {
    const connection = await nats.as(OWN);
    const reply = subjectOf({ organisationId: 2, customerNumber: 7 });
    connection.publish(`${API}.CONSUMER.INFO.${EVENT_STREAM}.${OWN}`, '', { reply });
    connection.publish(`${API}.CONSUMER.MSG.NEXT.${EVENT_STREAM}.${OWN}`, '1', {
      reply: `${API}.STREAM.PURGE.${EVENT_STREAM}`,
    });
    await connection.flush();
    const manager = await jetstreamManager(await nats.as('publisher'), { checkAPI: false });
    await expect.poll(() => manager.direct.getMessage(EVENT_STREAM, { last_by_subj: reply })).toBeTruthy();
    const stray = await manager.direct.getMessage(EVENT_STREAM, { last_by_subj: reply });
    expect(stray?.json()).not.toHaveProperty('specversion');
    // Nothing was purged either.
    expect((await manager.streams.info(EVENT_STREAM)).state.first_seq).toBe(1);
  });

  test('a connection without the right password is refused', async () => {
    await expect(connect({ servers: nats.uri, user: OWN, pass: passwordOf(OTHER) })).rejects.toThrow(/authorization/i);
    await expect(connect({ servers: nats.uri })).rejects.toThrow(/authorization/i);
  });
});

/** The subjects of the messages that reach a subscriber’s private inbox, the only one it may subscribe to. */
function everythingOn(connection: NatsConnection): string[] {
  const subjects: string[] = [];
  connection.subscribe(`_INBOX_${OWN}.>`, { callback: (_, { subject }) => void subjects.push(subject) });
  return subjects;
}

/** The refusal of an action by the server. */
async function nextViolation(connection: NatsConnection, act: () => unknown): Promise<string> {
  const statuses = connection.status();
  const refused = (async () => {
    for await (const status of statuses) if (status.type === 'error') return status.error.message;
    return 'the connection ended';
  })();
  act();
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('it was not refused'), REFUSAL_MILLIS);
  });
  return Promise.race([refused, silence]).finally(() => clearTimeout(timer));
}
