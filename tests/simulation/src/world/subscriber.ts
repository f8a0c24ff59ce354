import {
  type ConsumerSettings,
  createCustomerChangedConsumer,
  inMemoryPositions,
  type Positions,
} from '@profiles/events';
import { simulatedConnection } from '../modules/jetstream.js';
import type { Process } from '../runtime/scheduler.js';
import { hold } from '../violation.js';
import type { World } from './world.js';

/** A process that handles the events of the durable consumer. */
export interface Subscriber {
  readonly process: Process;
}

/** The actions of the subscribers of one simulation, all processes together. */
class Handled {
  readonly positions = inMemoryPositions();
  /** By customer, the revisions in the order in which they were handled. */
  readonly revisions = new Map<number, number[]>();
  readonly parked = new Set<string>();
  readonly gaps = new Set<string>();
  readonly atWork = new Map<number, Process>();
}

const handledIn = new WeakMap<World, Handled>();

export function handledOf(world: World): Handled {
  const known = handledIn.get(world) ?? new Handled();
  handledIn.set(world, known);
  return known;
}

/** Starts the consumer of packages/events as one process of a subscriber. */
export function startSubscriber(world: World, process: Process): Subscriber {
  const { scheduler, faults } = world;
  const handled = handledOf(world);
  const settings: ConsumerSettings = {
    connection: simulatedConnection(world, process, (key) => handled.parked.add(key)),
    durable: 'organisation-1-crm',
    positions: positionsFor(world, process),
    retentionMillis: 30 * 86_400_000,
    onGap: ({ customerNumber, found }) => handled.gaps.add(`${customerNumber}/${found}`),
    onError: () => {},
    onRetentionWarning: () => {},
    handle: async ({ data: { customerNumber, revision } }, { signal }) => {
      await scheduler.step(`handle ${customerNumber}/${revision}`, process);
      if (faults.happens('handler failure')) throw new Error('The handler fails.');
      if (signal.aborted) throw signal.reason;
      world.verify(() => record(world, { process, customerNumber, revision }));
      scheduler.note(`${process.name} has handled ${customerNumber}/${revision}`);
      await scheduler.step('handled', process);
    },
  };
  void scheduler.step('start', process).then(() => createCustomerChangedConsumer(settings));
  return { process };
}

interface Handling {
  readonly process: Process;
  readonly customerNumber: number;
  readonly revision: number;
}

/** The events that end the pin of a subscriber, or its process, while it handles an event. */
const PIN_ENDS = ['kill a subscriber', 'suspend a subscriber', 'hours pass', 'set a clock', 'everything sleeps'];

/** [handling] Each event once and in order. It is repeated only where a process died, or lost its pin, before it noted it. */
function record(world: World, { customerNumber, revision }: Handling): void {
  const handled = handledOf(world);
  const revisions = handled.revisions.get(customerNumber) ?? [];
  handled.revisions.set(customerNumber, revisions);
  const last = Math.max(0, ...revisions);
  revisions.push(revision);
  const key = `${customerNumber}/${revision}`;
  if (revision <= last) {
    const { happened } = world.faults;
    const isExcused = PIN_ENDS.some((kind) => happened.has(kind));
    hold(isExcused, 'handled once', () => `${key} was handled after revision ${last}.`);
    return;
  }
  const isParked = (one: number) => handled.parked.has(`${customerNumber}/${one}`);
  const missing = Array.from({ length: revision - last - 1 }, (_, at) => last + 1 + at).filter((one) => !isParked(one));
  const isReported = missing.length === 0 || handled.gaps.has(key);
  hold(isReported, 'handled in order', () => `${key} was handled before ${missing.join(', ')}.`);
  const isLost = world.broker !== undefined && world.broker.forgotten.size > 0;
  hold(
    missing.length === 0 || isLost,
    'handled in order',
    () => `${key}: revisions ${missing.join(', ')} were left out.`,
  );
}

/** Positions in a database of the subscriber, with failures before and after a write. */
function positionsFor(world: World, process: Process): Positions {
  const { scheduler, faults } = world;
  const { positions } = handledOf(world);
  const failing = () => {
    if (faults.happens('store away in a read')) throw new Error('The positions are away.');
  };
  return {
    get: async (customerNumber) => {
      await scheduler.step('position get', process);
      failing();
      const position = await positions.get(customerNumber);
      await scheduler.step('position', process);
      return position;
    },
    set: async (customerNumber, position, expected) => {
      await scheduler.step('position set', process);
      failing();
      await positions.set(customerNumber, position, expected);
      await scheduler.step('position is set', process);
      failing();
    },
  };
}
