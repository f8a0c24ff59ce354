import { PartitionLeases } from '@profiles/mongo-store/leases';
import { PARTITIONS } from '@profiles/mongo-store/outbox';
import type { RelayObserver } from '@profiles/nats-publisher/ports';
import { Relay } from '@profiles/nats-publisher/relay';
import type { Process } from '../runtime/scheduler.js';
import { hold } from '../violation.js';
import type { World } from './world.js';

const LEASE_TTL_MILLIS = 10_000;
const IDLE_MILLIS = 1_000;

/** A process that publishes the events of the outbox. */
export interface Publisher {
  readonly process: Process;
}

const IGNORED: RelayObserver = {
  published: () => {},
  publishFailed: () => {},
  batchRefused: () => {},
  park: () => {},
  outboxFailed: () => {},
};

/** Starts the relay and the leases of apps/nats-publisher as one process. */
export function startPublisher(world: World, process: Process): Publisher {
  const { broker, outbox, scheduler } = world;
  if (broker === undefined || outbox === undefined) throw new Error('There is no broker.');
  const leases = new PartitionLeases({
    store: broker.leases.portFor(process),
    owner: process.name,
    partitions: PARTITIONS,
    ttlMillis: LEASE_TTL_MILLIS,
    isAble: () => true,
    drained: (lease) => relay.drained(lease),
    onTaken: () => relay.wake(),
    onFailed: () => {},
  });
  const relay = new Relay({
    outbox: outbox.portFor(process),
    publisher: broker.portFor(world.seed % 2 === 0),
    leases,
    observer: IGNORED,
    idleMillis: () => IDLE_MILLIS,
  });
  held.set(world, new Map([...(held.get(world) ?? []), [process, leases]]));
  outbox.watchers.set(process, () => relay.wake());
  void scheduler.step('start', process).then(() => {
    leases.start();
    relay.start();
  });
  return { process };
}

const held = new WeakMap<World, Map<Process, PartitionLeases>>();

/** No partition has two owners at work: a lease is taken over after its owner has stopped to use it. */
export function checkLeases(world: World): void {
  const owners = new Map<number, Process>();
  for (const [process, leases] of held.get(world) ?? []) {
    if (!process.isAlive) continue;
    for (const { partition } of leases.held()) {
      const other = owners.get(partition);
      hold(
        other === undefined,
        'one owner per partition',
        () => `${other?.name} and ${process.name} work on ${partition}.`,
      );
      owners.set(partition, process);
    }
  }
}
