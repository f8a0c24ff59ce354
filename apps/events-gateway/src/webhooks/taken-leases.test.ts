import type { Lease } from '@profiles/mongo-store/leases';
import { expect, test } from 'vitest';
import { TakenLeases } from './taken-leases.js';

const leaseOf = (partition: number) => ({ partition, isValid: () => true, takenAt: new Date(0) }) as Lease;

/** Leases whose preparation a test ends. */
function taken(...partitions: readonly number[]) {
  let held = partitions.map(leaseOf);
  const prepared: { readonly partitions: readonly number[]; end(error?: Error): void }[] = [];
  const failures: unknown[] = [];
  let ready = 0;
  const leases = new TakenLeases({
    leases: { held: () => held },
    prepare: (partitions) =>
      new Promise((resolve, reject) => {
        prepared.push({ partitions, end: (error) => (error === undefined ? resolve() : reject(error)) });
      }),
    onReady: () => {
      ready += 1;
    },
    onFailed: (error) => failures.push(error),
    closing: new AbortController().signal,
  });
  return {
    leases,
    prepared,
    failures,
    ready: () => ready,
    hold: (...more: readonly Lease[]) => {
      held = [...more];
    },
    partitions: () => leases.held().map(({ partition }) => partition),
  };
}

test('[HOOK-1] nothing is sent under a lease before the deliveries that wait are due again', async () => {
  const { leases, prepared, partitions, ready } = taken(1, 2);
  const taking = leases.takeOver();
  expect([partitions(), prepared[0]?.partitions, ready()]).toEqual([[], [1, 2], 0]);
  prepared[0]?.end();
  await taking;
  expect([partitions(), ready()]).toEqual([[1, 2], 1]);
});

test('a lease that is lost and taken again is prepared again, and one that came meanwhile waits for its own turn', async () => {
  const { leases, prepared, partitions, hold } = taken(1);
  const taking = leases.takeOver();
  const [again, other] = [leaseOf(1), leaseOf(2)];
  hold(again, other);
  prepared[0]?.end();
  await taking;
  expect(partitions()).toEqual([]);
  const next = leases.takeOver();
  prepared[1]?.end();
  await next;
  expect(partitions()).toEqual([1, 2]);
});

test('a preparation that fails is repeated', async () => {
  const { leases, prepared, partitions, failures } = taken(1);
  const taking = leases.takeOver();
  prepared[0]?.end(new Error('away'));
  await expect.poll(() => prepared.length).toBe(2);
  expect([partitions(), failures]).toEqual([[], [new Error('away')]]);
  prepared[1]?.end();
  await taking;
  expect(partitions()).toEqual([1]);
});
