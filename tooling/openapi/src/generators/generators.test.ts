import { OPERATION_LIST } from '@profiles/contracts';
import { expect, test } from 'vitest';
import { checkGenerators } from './check-generators.js';
import { heyApi, openApiTypescript } from './typescript.js';

// Those that need nothing but npm. `pnpm openapi:generators` runs the others as well.
test.each([openApiTypescript, heyApi])('$name generates every operation', { timeout: 180_000 }, async (generator) => {
  const [report] = await checkGenerators([generator], { env: process.env, log: () => {} });
  expect(report).toEqual({ generator, generated: OPERATION_LIST.length, lacking: [] });
});
