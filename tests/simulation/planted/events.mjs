const publisher = (file) => `apps/nats-publisher/src/${file}.ts`;
const leases = (file) => `packages/mongo-store/src/leases/${file}.ts`;
const consumer = (file) => `packages/events/src/${file}.ts`;

/** Faults in the relay, its leases and the consumer. */
export const EVENT_FAULTS = [
  {
    name: 'a single event is marked before its acknowledgement',
    file: publisher('sender'),
    from: '      const event = { event: task.event, maybePublished: maybePublished(task) };',
    to: '      this.#settings.onAcknowledged(task.event);\n      const event = { event: task.event, maybePublished: maybePublished(task) };',
  },
  {
    name: 'the next event does not wait for the acknowledgement',
    file: publisher('customer-queues'),
    from: 'if (queue.inFlight === 0) this.#ready.add(event.customerNumber);',
    to: 'this.#ready.add(event.customerNumber);',
  },
  {
    name: 'a failed event goes behind the later ones',
    file: publisher('customer-queues'),
    from: 'queue.waiting.unshift(...tasks);',
    to: 'queue.waiting.push(...tasks);',
  },
  {
    name: 'an event that may be published is not looked for',
    file: publisher('sender'),
    from: 'return failures > 0 || event.occurredAt.getTime() < lease.takenAt.getTime() + CLOCK_MARGIN_MILLIS;',
    to: 'return failures > 100 && event.occurredAt.getTime() < lease.takenAt.getTime() + CLOCK_MARGIN_MILLIS;',
  },
  {
    name: 'failed marks are dropped',
    file: publisher('published-marks'),
    from: 'this.#waiting.unshift(...events);',
    to: '',
  },
  {
    name: 'a lease is used beyond its end',
    file: leases('partition-leases'),
    from: 'const USED_SHARE = 0.8;',
    to: 'const USED_SHARE = 3;',
  },
  {
    name: 'a lease is taken over before its end',
    file: leases('lease-shares'),
    from: '.filter(({ seen }) => seen === undefined || isExpired(seen.until, time))',
    to: '.filter(({ seen }) => seen === undefined || seen.partition % 2 === 0 || isExpired(seen.until, time))',
  },
  {
    name: 'a lease is used for longer than a late clock wrote',
    file: leases('partition-leases'),
    from: 'this.#settings.ttlMillis * USED_SHARE - this.#lateness;',
    to: 'this.#settings.ttlMillis * USED_SHARE;',
  },
  {
    name: 'a round of leases begins before the last one has ended',
    file: leases('partition-leases'),
    from: 'const results = await Promise.allSettled(writes);',
    to: 'const results = await Promise.all(writes).then(() => [], (reason) => [{ status: "rejected" as const, reason }]);',
  },
  {
    name: 'a lease that lapsed goes on',
    file: leases('partition-leases'),
    from: 'if (isRenewed && lease.isValid()) return lease.extend(deadline);',
    to: 'if (isRenewed) return lease.extend(deadline);',
  },
  {
    name: 'a subscriber acknowledges before it has handled',
    file: consumer('customer-queues'),
    from: 'queue.current = head;\n    try',
    to: 'queue.current = head;\n    settle();\n    try',
  },
  {
    name: 'a subscriber handles repetitions',
    file: consumer('customer-queues'),
    from: 'if (!isReplayedDeadLetter && position !== undefined && comparePositions(event.data, position) <= 0) {',
    to: 'if (isReplayedDeadLetter && position !== undefined && comparePositions(event.data, position) <= 0) {',
  },
  {
    name: 'a subscriber does not wait for earlier events',
    file: consumer('customer-queues'),
    from: 'if (!isDue && queue.released !== head) {',
    to: 'if (!isDue && queue.released === head) {',
  },
  {
    name: 'a subscriber compares a count with events that came after it',
    file: consumer('running-consumer'),
    from: 'this.#unsettled.remaining(counted)',
    to: 'this.#unsettled.all.length',
  },
];
