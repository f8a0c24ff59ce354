import { randomUUID } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { IntakeEvent } from '@profiles/mongo-store/webhooks';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually, NATS_URL } from '../testing/gateway-world.js';
import { IntakeLoop } from './intake-loop.js';

const EVENTS = 40;

describe.skipIf(NATS_URL === undefined)('the intake of events for webhooks', () => {
  test('events that come one by one while a write runs are written together, in order', async () => {
    const name = `intake_${randomUUID().slice(0, 8)}`;
    const connection = await connect({ servers: String(NATS_URL).split(',') });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name, subjects: [`${name}.v1.>`] });
    let endFirstWrite: () => void = () => undefined;
    const firstWrite = new Promise<void>((resolve) => {
      endFirstWrite = resolve;
    });
    const writes: (readonly IntakeEvent[])[] = [];
    const loop = new IntakeLoop({
      intake: {
        position: async () => undefined,
        async take(_position, events) {
          writes.push(events);
          await firstWrite;
          return events.length;
        },
      },
      session: () => session,
      streamName: name,
      isMine: () => true,
      onTaken: () => undefined,
      log: { warn: () => undefined },
    });
    const session = { connection, manager };
    onTestFinished(async () => {
      endFirstWrite();
      await loop.stop();
      await manager.streams.delete(name);
      await connection.close();
    });
    loop.start();
    for (let revision = 1; revision <= EVENTS; revision += 1) {
      const event = { id: randomUUID(), type: 'x', time: new Date().toISOString(), data: { revision } };
      await jetstream(connection).publish(`${name}.v1.1.1000000`, JSON.stringify(event));
      await eventually('the first write', () => writes.length > 0);
    }
    endFirstWrite();
    await eventually('all events', () => writes.flat().length === EVENTS);
    expect(writes.flat().map(({ sequence }) => sequence)).toEqual(Array.from({ length: EVENTS }, (_, at) => at + 1));
    // The client may get the last ones later. One by one they would take as many writes as there are events.
    expect(writes.length).toBeLessThan(EVENTS / 2);
  });
});
