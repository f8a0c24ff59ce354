import { expect, test } from 'vitest';
import { BatchesInFlight } from './batches-in-flight.js';

/** Batches with names; one depends on the earlier ones that `dependencies` has for it. */
function batches(max: number, dependencies: Readonly<Record<string, string>> = {}) {
  const started: string[] = [];
  const results: string[] = [];
  const open = new Map<string, { resolve(result: string): void; reject(error: Error): void }>();
  const inFlight = new BatchesInFlight<string, string>({
    max,
    dependsOn: (name, earlier) => dependencies[name] === earlier,
    onResult: async (result) => void results.push(result),
  });
  const send = (name: string) =>
    inFlight.send(name, () => {
      started.push(name);
      return new Promise<string>((resolve, reject) => void open.set(name, { resolve, reject }));
    });
  return { inFlight, send, started, results, open };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('results are handed on in the order of sending, whichever comes first', async () => {
  const { inFlight, send, results, open } = batches(3);
  for (const name of ['a', 'b', 'c']) await send(name);
  for (const name of ['c', 'b']) open.get(name)?.resolve(name);
  await turn();
  expect(results).toEqual([]);
  open.get('a')?.resolve('a');
  await inFlight.end();
  expect(results).toEqual(['a', 'b', 'c']);
});

test('a batch waits for room, and for the batch that it depends on', async () => {
  const { inFlight, send, started, open } = batches(2, { d: 'c' });
  await send('a');
  await send('b');
  const third = send('c');
  await turn();
  expect(started).toEqual(['a', 'b']);
  open.get('a')?.resolve('a');
  await third;
  open.get('b')?.resolve('b');
  const fourth = send('d');
  await turn();
  expect(started).toEqual(['a', 'b', 'c']);
  open.get('c')?.resolve('c');
  await fourth;
  expect(started).toEqual(['a', 'b', 'c', 'd']);
  open.get('d')?.resolve('d');
  await inFlight.end();
});

test('an error is thrown in its turn, after the batches behind it have ended', async () => {
  const { inFlight, send, results, open } = batches(3);
  for (const name of ['a', 'b', 'c']) await send(name);
  open.get('b')?.reject(new Error('lost'));
  open.get('a')?.resolve('a');
  let error: unknown;
  const end = inFlight.end().catch((thrown: unknown) => {
    error = thrown;
  });
  await turn();
  expect([results, error]).toEqual([['a'], undefined]);
  open.get('c')?.resolve('c');
  await end;
  expect([results, error]).toEqual([['a'], new Error('lost')]);
});
