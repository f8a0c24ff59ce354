import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { TARGETS } from './targets.js';

const CORPUS = fileURLToPath(new URL('../corpus', import.meta.url));

test.each(Object.entries(TARGETS))('what the fuzzer has found for %s holds', async (name, target) => {
  const { fuzz } = await target();
  const inputs = readdirSync(`${CORPUS}/${name}`);
  expect(inputs.length).toBeGreaterThan(0);
  for (const input of inputs) {
    const outcome = (async () => fuzz(readFileSync(`${CORPUS}/${name}/${input}`)))();
    await outcome.catch((error: unknown) => {
      throw new Error(`${name}/${input} does not hold.`, { cause: error });
    });
  }
});

test('every folder of the corpus has a target', () => {
  expect(readdirSync(CORPUS).toSorted()).toEqual(Object.keys(TARGETS).toSorted());
});
