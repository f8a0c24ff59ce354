import { setTimeout } from 'node:timers/promises';
import type { Consumer, ConsumerInfo, ConsumerMessages, JetStreamManager, JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { cloudEvent } from '@profiles/contracts/events';
import { v7 } from 'uuid';
import { afterEach, describe, expect, test } from 'vitest';
import { inMemoryPositions } from './positions.js';
import { RunningConsumer } from './running-consumer.js';
import { until } from './testing/queues.js';

/** The handler of this event never ends. */
const LONG_WORK = '6/2';

/** A durable consumer whose count a test determines. The count is taken at a request, and responses can be held up. */
class Broker {
  unacknowledged = 0;
  areResponsesHeldUp = false;
  readonly acknowledged: number[] = [];
  readonly #delivered: JsMsg[] = [];
  readonly #responses: number[] = [];
  readonly #heldUp: (() => void)[] = [];
  #wake = () => {};
  #isStopped = false;

  readonly consumer = {
    info: () => this.#respond(),
    consume: async () => this.#messages(),
  } as unknown as Consumer;

  deliver(seq: number, customerNumber: number, revision: number): void {
    const event = cloudEvent(v7(), new Date().toISOString(), {
      ...{ eventType: 'UPDATE', customerNumber, organisationId: 1, revision, epoch: 1 },
      ...{ cause: 'update-profile', changedFields: [], correlationId: 'running-consumer' },
    });
    const message = { seq, ack: () => this.acknowledged.push(seq), nak: () => {}, working: () => {} };
    const subject = `events.v1.1.${customerNumber}`;
    const headers = { get: (name: string) => (name === 'Nats-Pin-Id' ? 'pin' : '') };
    this.#delivered.push({ ...message, subject, headers, json: () => event } as unknown as JsMsg);
    this.#wake();
  }

  /** The number of requests whose responses are held up. */
  get heldUp(): number {
    return this.#heldUp.length;
  }

  /** Waits until a response has come that was requested after this call. */
  async responded(): Promise<void> {
    const { length } = this.#responses;
    await until(() => expect(this.#responses.length).toBeGreaterThan(length + 1));
  }

  /** Lets the responses go that are held up. */
  release(): void {
    this.areResponsesHeldUp = false;
    for (const go of this.#heldUp.splice(0)) go();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  async #respond(): Promise<ConsumerInfo> {
    const info = {
      ...{ num_pending: 0, num_ack_pending: this.unacknowledged, ack_floor: { stream_seq: 0, consumer_seq: 0 } },
      priority_groups: [{ group: 'one', pinned_client_id: 'pin' }],
    };
    if (this.areResponsesHeldUp) await new Promise<void>((resolve) => this.#heldUp.push(resolve));
    this.#responses.push(info.num_ack_pending);
    return info as unknown as ConsumerInfo;
  }

  #messages(): ConsumerMessages {
    const next = () => new Promise<void>((resolve) => (this.#wake = resolve));
    const iterate = async function* (this: Broker) {
      for (; !this.#isStopped; await next()) yield* this.#delivered.splice(0);
    }.bind(this);
    return { stop: () => this.stop(), [Symbol.asyncIterator]: iterate } as unknown as ConsumerMessages;
  }
}

describe('an event whose predecessor is still with a process that died', () => {
  const running: RunningConsumer[] = [];

  afterEach(async () => {
    await Promise.all(running.splice(0).map((consumer) => consumer.stop()));
  });

  function subscribed() {
    const broker = new Broker();
    const handled: string[] = [];
    const connection = { isClosed: () => true } as unknown as NatsConnection;
    const consumer = new RunningConsumer(
      {
        ...{
          connection,
          durable: 'crm',
          stopTimeoutMillis: 0,
          positions: inMemoryPositions(),
          retentionMillis: 86_400_000,
          onError: () => {},
        },
        handle: async ({ data: { customerNumber, revision } }) => {
          const key = `${customerNumber}/${revision}`;
          handled.push(key);
          if (key === LONG_WORK) await new Promise(() => {});
        },
      },
      { manager: {} as JetStreamManager, consumer: broker.consumer },
    ).start();
    running.push(consumer);
    return { broker, handled };
  }

  /** Two customers have handled revision 1. Sequence 3, revision 2 of customer 5, is with a process that died. */
  async function begun() {
    const { broker, handled } = subscribed();
    broker.deliver(1, 5, 1);
    broker.deliver(2, 6, 1);
    await until(() => expect(broker.acknowledged).toEqual([1, 2]));
    broker.unacknowledged = 2;
    return { broker, handled };
  }

  test('waits, although another event came after the broker had counted', async () => {
    const { broker, handled } = await begun();
    broker.areResponsesHeldUp = true;
    broker.deliver(4, 5, 3);
    await until(() => expect(broker.heldUp).toBe(1));
    broker.unacknowledged = 3;
    broker.deliver(5, 6, 2);
    await until(() => expect(handled).toContain(LONG_WORK));
    broker.release();
    await broker.responded();
    broker.deliver(3, 5, 2);
    await until(() => expect(handled.filter((one) => one.startsWith('5/'))).toEqual(['5/1', '5/2', '5/3']));
  });

  test('waits, although an event is here again that the broker does not count any more', async () => {
    const { broker, handled } = await begun();
    broker.unacknowledged = 3;
    broker.deliver(5, 6, 2);
    await until(() => expect(handled).toContain(LONG_WORK));
    broker.deliver(2, 6, 1);
    broker.deliver(4, 5, 3);
    await broker.responded();
    broker.deliver(3, 5, 2);
    await until(() => expect(handled.filter((one) => one.startsWith('5/'))).toEqual(['5/1', '5/2', '5/3']));
  });

  test('goes on when everything that the broker counts is here', async () => {
    const { broker, handled } = await begun();
    broker.deliver(4, 5, 3);
    await broker.responded();
    expect(handled).not.toContain('5/3');
    broker.unacknowledged = 1;
    await until(() => expect(handled).toContain('5/3'));
  });

  test('is handled when the right to handle lapsed and came back during one request', async () => {
    const { broker, handled } = await begun();
    broker.areResponsesHeldUp = true;
    await until(() => expect(broker.heldUp).toBe(1));
    // The confirmation before the request is too old by then, and the request is not.
    await setTimeout(1_700);
    broker.deliver(3, 5, 2);
    await setTimeout(50);
    expect(handled).not.toContain('5/2');
    broker.release();
    await until(() => expect(handled).toContain('5/2'));
  });
});
