import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { chartSchema, chartValues, valuesTable } from './chart-values.js';
import { CHART, pathOf, textOf } from './repository-files.js';

/** Writes the files instead of comparing them: `UPDATE_CHART=true npx vitest run --project unit chart-values`. */
const UPDATE = process.env['UPDATE_CHART'] === 'true';
const MARKS = ['<!-- values: start -->', '<!-- values: end -->'] as const;

async function expectFile(file: string, expected: string): Promise<void> {
  const path = pathOf(`${CHART}/${file}`);
  if (UPDATE) await writeFile(path, expected);
  expect(await readFile(path, 'utf8'), `${file}: UPDATE_CHART=true npx vitest run --project unit chart-values`).toBe(
    expected,
  );
}

describe('the values of the chart', () => {
  test('have a schema with every setting of every app, which refuses misspelt ones', async () => {
    const schema = chartSchema(await textOf(`${CHART}/values.yaml`));
    await expectFile('values.schema.json', `${JSON.stringify(schema, undefined, 2)}\n`);
  });

  test('are all in the table of the README, with their defaults', async () => {
    const table = valuesTable(chartValues(await textOf(`${CHART}/values.yaml`)));
    const readme = await textOf(`${CHART}/README.md`);
    const [start, end] = MARKS;
    const [before, rest = ''] = readme.split(start);
    const [, after = ''] = rest.split(end);
    await expectFile('README.md', `${before}${start}\n${table}\n${end}${after}`);
  });

  test('hold no secret: each one is read from a Secret that exists already', async () => {
    const names = chartValues(await textOf(`${CHART}/values.yaml`)).map(({ path }) => path);
    const secrets = names.filter((path) => /password|token$|secret/i.test(path));
    for (const path of secrets) expect(path).toMatch(/existingSecret|secretKeys?\b|tlsSecret|pullSecrets/i);
  });
});
