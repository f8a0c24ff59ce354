import { randomUUID } from 'node:crypto';
import { type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers, type Msg, type NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NATS_URL } from '../testing/gateway-world.js';
import { readDirectBatch } from './direct-batch.js';

describe.skipIf(NATS_URL === undefined)('a batch of stored messages', () => {
  const name = `batch_${randomUUID().slice(0, 8)}`;
  let connection: NatsConnection;
  let manager: JetStreamManager;
  beforeEach(async () => {
    connection = await connect({ servers: String(NATS_URL).split(',') });
    manager = await jetstreamManager(connection);
    await manager.streams.add({ name, subjects: [`${name}.*`], allow_direct: true });
  });
  afterEach(async () => {
    await manager.streams.delete(name);
    await connection.close();
  });

  async function publish(subject: string, body: string, fields: Readonly<Record<string, string>> = {}) {
    const sent = headers();
    for (const [field, value] of Object.entries(fields)) sent.set(field, value);
    await jetstream(connection).publish(`${name}.${subject}`, body, { headers: sent });
  }

  async function read(of: Partial<Parameters<typeof readDirectBatch>[1]> = {}, on = connection) {
    const found = await readDirectBatch(on, { stream: name, from: 1, subject: `${name}.*`, limit: 10, ...of });
    return found.map(({ subject, sequence, data }) => [subject.slice(name.length + 1), sequence, text(data)]);
  }

  /** The same connection with a client that does not keep the headers as they came. */
  function withoutRawHeaders(): NatsConnection {
    const plain = ({ subject, data, headers }: Msg) => ({ subject, data, headers }) as Msg;
    return new Proxy(connection, {
      get: (target, property) => {
        if (property !== 'subscribe') return Reflect.get(target, property).bind(target);
        const subscribe: NatsConnection['subscribe'] = (subject, options) =>
          target.subscribe(subject, {
            ...options,
            callback: (error, message) => options?.callback?.(error, plain(message)),
          });
        return subscribe;
      },
    });
  }

  test('subject and sequence are those of the server, whatever the publisher has written into its headers', async () => {
    await publish('a', 'first');
    await publish('b', 'second', { 'Nats-Sequence': '99', 'Nats-Subject': 'other', 'X-Correlation-Id': 'æøå' });
    await publish('a', '', { 'Nats-Msg-Id': randomUUID() });
    const all = [
      ['a', 1, 'first'],
      ['b', 2, 'second'],
      ['a', 3, ''],
    ];
    expect(await read()).toEqual(all);
    expect(await read({}, withoutRawHeaders())).toEqual(all);
  });

  test('it has the messages of a subject from a sequence on, as many as were asked for', async () => {
    for (const subject of ['a', 'b', 'a', 'a', 'b']) await publish(subject, subject);
    expect(await read({ subject: `${name}.a`, from: 2, limit: 1 })).toEqual([['a', 3, 'a']]);
    expect(await read({ subject: `${name}.a`, from: 2 })).toEqual([
      ['a', 3, 'a'],
      ['a', 4, 'a'],
    ]);
  });

  test('after the last message it is empty', async () => {
    expect(await read()).toEqual([]);
    await publish('a', 'only');
    expect(await read({ from: 2 })).toEqual([]);
    expect(await read({ from: 2 }, withoutRawHeaders())).toEqual([]);
  });

  test('a stream that is not there is refused, and the connection is still of use', async () => {
    await expect(read({ stream: 'none' })).rejects.toThrow('503');
    await publish('a', 'later');
    expect(await read()).toEqual([['a', 1, 'later']]);
  });
});

function text(data: Uint8Array): string {
  return Buffer.from(data).toString('utf8');
}
