// Takes the place of @nats-io/jetstream in the bundle of the simulation: the part that packages/events uses.
import type { NatsConnection } from '@nats-io/transport-node';
import type { Process } from '../runtime/scheduler.js';
import type { Client, Delivered } from '../world/durable.js';
import type { World } from '../world/world.js';

export const AckPolicy = { None: 'none', Explicit: 'explicit' };
export const DeliverPolicy = { All: 'all', New: 'new', StartTime: 'by_start_time', StartSequence: 'by_start_sequence' };
export const DiscardPolicy = { Old: 'old' };
export const RetentionPolicy = { Limits: 'limits' };
export const StorageType = { File: 'file', Memory: 'memory' };
export const JetStreamApiCodes = {};
export class JetStreamApiError extends Error {}

interface Simulated {
  readonly world: World;
  readonly process: Process;
  readonly onParked: (key: string) => void;
}

/** The connection of a simulated subscriber. */
export function simulatedConnection(world: World, process: Process, onParked: Simulated['onParked']): NatsConnection {
  const connection = { world, process, onParked, isClosed: () => false, flush: async () => {} };
  return connection as unknown as NatsConnection;
}

const of = (connection: NatsConnection) => connection as unknown as Simulated;

export async function jetstreamManager(connection: NatsConnection) {
  const { world, process } = of(connection);
  const call = async <T>(value: T): Promise<T> => {
    await world.scheduler.step('jetstream', process);
    return value;
  };
  return {
    streams: {
      info: () => call({ config: { max_age: 1, max_bytes: 1 } }),
      update: () => call({}),
      add: () => call({}),
    },
    consumers: {
      info: () => call(durableOf(connection).info),
      update: () => call({}),
      add: () => call({}),
      delete: () => call(true),
      unpin: () => call(durableOf(connection).unpin()),
    },
  };
}

export function jetstream(connection: NatsConnection) {
  const { world, process, onParked } = of(connection);
  return {
    consumers: {
      get: async () => consumerOf(connection),
      getConsumerFromInfo: () => ({ next: async () => null }),
    },
    publish: async (subject: string, _data: Uint8Array, { msgID }: { msgID: string }) => {
      await world.scheduler.step('dead letter', process);
      const sequence = Number(msgID.split('/').at(-1));
      const stored = world.broker?.stream.find((one) => one.sequence === sequence);
      if (stored !== undefined) onParked(`${stored.customerNumber}/${stored.revision}`);
      return { subject };
    },
  };
}

function durableOf(connection: NatsConnection) {
  const { broker } = of(connection).world;
  if (broker === undefined) throw new Error('There is no broker.');
  return broker.durable;
}

const PULL_MILLIS = 900;

function consumerOf(connection: NatsConnection) {
  const { world, process } = of(connection);
  const durable = durableOf(connection);
  return {
    info: async () => {
      await world.scheduler.step('consumer info', process);
      const { info } = durable;
      await durable.respond();
      await world.scheduler.step('consumer info responds', process);
      return info;
    },
    consume: async () => {
      const waiting: Delivered[] = [];
      let wake = () => {};
      let isStopped = false;
      const client: Client = {
        process,
        receive: (message) => {
          waiting.push(message);
          wake();
        },
      };
      durable.pull(client);
      const timer = setInterval(() => durable.pull(client), PULL_MILLIS);
      return {
        stop: () => {
          isStopped = true;
          clearInterval(timer);
          wake();
        },
        async *[Symbol.asyncIterator]() {
          while (!isStopped) {
            const next = waiting.shift();
            if (next !== undefined) yield messageOf(connection, next);
            else
              await new Promise<void>((resolve) => {
                wake = resolve;
              });
          }
        },
      };
    },
  };
}

const decoder = new TextDecoder();

function messageOf(connection: NatsConnection, { stored, pinId, deliveries }: Delivered) {
  const durable = durableOf(connection);
  const { sequence, subject, body } = stored;
  return {
    seq: sequence,
    subject,
    data: body,
    headers: new SimulatedHeaders([['Nats-Pin-Id', pinId]]),
    info: { stream: 'CUSTOMER_CHANGED', deliveryCount: deliveries },
    json: () => JSON.parse(decoder.decode(body)) as unknown,
    ack: () => durable.ack(sequence),
    nak: () => durable.nak(sequence),
    working: () => durable.working(sequence),
  };
}

/** Headers of a message. */
export class SimulatedHeaders extends Map<string, string> {
  override get(name: string): string {
    return super.get(name) ?? '';
  }

  override *[Symbol.iterator](): MapIterator<[string, string]> {
    for (const [name, value] of this.entries()) yield [name, [value] as unknown as string];
  }

  append(name: string, value: string): void {
    this.set(name, value);
  }
}
