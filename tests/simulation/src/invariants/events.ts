import { hold } from '../violation.js';
import { checkLeases } from '../world/publisher.js';
import { handledOf } from '../world/subscriber.js';
import type { World } from '../world/world.js';
import type { Invariant } from './invariant.js';

export const EVENT_INVARIANTS: readonly Invariant[] = [
  {
    guarantee: 'one owner per partition',
    statement: 'Two publishers never work on one partition at the same time.',
    onStep: (world) => {
      if (world.broker !== undefined && world.scheduler.current.name.startsWith('publisher')) checkLeases(world);
    },
  },
  {
    guarantee: 'event = commit',
    statement: 'Every committed event gets into the stream, and no other.',
    atEnd: ({ model, broker }) => {
      if (broker === undefined) return;
      for (const { id, data } of model.events) {
        const isStored = broker.everStored.has(id);
        hold(isStored, 'event = commit', () => `${data.customerNumber}/${data.revision} was never published.`);
      }
    },
  },
  {
    guarantee: 'handled once and in order',
    statement:
      'A subscriber handles every event that the stream keeps, or parks it. One that the stream forgot for a time can be in a reported gap.',
    atEnd: (world) => checkHandled(world),
  },
];

/** Guarantees that the simulated outbox, the stream and the handler check where they take effect. */
export const CHECKED_IN_PLACE: readonly Pick<Invariant, 'guarantee' | 'statement'>[] = [
  {
    guarantee: 'published means stored',
    statement: 'An event is marked as published only after the stream has stored it.',
  },
  { guarantee: 'no duplicates', statement: 'The stream holds an event once.' },
  {
    guarantee: 'order per customer',
    statement: 'The stream holds the events of a customer in the order of the revisions, without a gap.',
  },
  {
    guarantee: 'handled once',
    statement: 'An event is handled again only if a process died, or lost its pin, before it noted the position.',
  },
  { guarantee: 'handled in order', statement: 'An event is handled after the one before it, or the gap is reported.' },
  { guarantee: 'progress', statement: 'When failures end, every call and every event comes to its end.' },
];

function checkHandled(world: World): void {
  const { broker } = world;
  const handled = handledOf(world);
  if (broker === undefined || !broker.durable.acknowledged.size) return;
  for (const { customerNumber, revision } of broker.stream) {
    const isDone =
      handled.revisions.get(customerNumber)?.includes(revision) || handled.parked.has(`${customerNumber}/${revision}`);
    // A stream that forgot a message under way to a subscriber says that nothing earlier can come. The message, sent again,
    // comes behind the gap that was reported.
    const later = handled.revisions.get(customerNumber)?.filter((one) => one > revision) ?? [];
    const isReported = broker.hasForgotten && later.some((one) => handled.gaps.has(`${customerNumber}/${one}`));
    hold(
      isDone === true || isReported,
      'handled in order',
      () => `${customerNumber}/${revision} was acknowledged and not handled.`,
    );
  }
}
