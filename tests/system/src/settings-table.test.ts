import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { variables as allInOne } from '@profiles/all-in-one';
import { variables as console } from '@profiles/console';
import { variables as gateway } from '@profiles/events-gateway';
import { variables as publisher } from '@profiles/nats-publisher';
import { variables as adapter } from '@profiles/openapi-adapter';
import { variables as service } from '@profiles/profiles-service';
import { variables as retention } from '@profiles/retention';
import { KNOWN_VARIABLES } from '@profiles/service-kit';
import { describe, expect, test } from 'vitest';
import type { ZodType } from 'zod';

const APPS: readonly Readonly<Record<string, ZodType>>[] = [
  ...[service, adapter, publisher, gateway, retention, allInOne, console],
];
const README = fileURLToPath(new URL('../../../README.md', import.meta.url));

/** Defaults that depend on another setting or on the app: the table describes them in words. */
const IN_WORDS = new Set(['PORT', 'SHUTDOWN_DRAIN_SECONDS', 'PUBLIC_URL', 'DOCS_TRY_IT']);

interface Row {
  readonly name: string;
  readonly defaultText: string;
}

/** The variables of the settings table, one by one. */
async function tableRows(): Promise<Row[]> {
  const [, section = ''] = /## Settings\n([\s\S]*?)\n## /.exec(await readFile(README, 'utf8')) ?? [];
  return section.split('\n').flatMap((line) => {
    const [, , names = '', defaults = ''] = line.split('|').map((cell) => cell.trim());
    const listed = [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => String(name));
    const texts = defaults.split(', ');
    return listed.map((name, index) => ({
      name,
      defaultText: (texts.length === listed.length ? texts[index] : defaults) ?? '',
    }));
  });
}

/** The default of a setting as the table writes it: empty when it is required. */
function defaultTextOf(schema: ZodType): string {
  const { success, data } = schema.safeParse(undefined);
  if (!success) return '';
  return data === undefined || data === '' ? 'none' : String(data);
}

describe('the settings', () => {
  const names = [...new Set(APPS.flatMap((variables) => Object.keys(variables)))].sort();

  test('are all in the settings table of the README, and no others', async () => {
    expect([...new Set((await tableRows()).map(({ name }) => name))].sort()).toEqual(names);
  });

  test('are all known to the check for misspelt variables', () => {
    expect([...KNOWN_VARIABLES].sort()).toEqual(expect.arrayContaining(names));
    expect(KNOWN_VARIABLES.filter((name) => !names.includes(name))).toEqual([]);
  });

  test('have the defaults that the table states', async () => {
    const rows = await tableRows();
    for (const [name, schema] of APPS.flatMap((variables) => Object.entries(variables))) {
      if (IN_WORDS.has(name)) continue;
      const stated = rows.filter((row) => row.name === name).map(({ defaultText }) => defaultText);
      expect(stated, name).toContain(defaultTextOf(schema));
    }
  });
});
