import { readFile, stat } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ProfilesApi } from '@profiles/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HEADER, line, MAPPING, type Summary } from './cli-files.js';
import { startCliWorld } from './cli-world.js';
import { reorderingProxy } from './import-proxies.js';

let world: Awaited<ReturnType<typeof startCliWorld>>;
beforeAll(async () => {
  world = await startCliWorld();
});
afterAll(() => world?.close());

test('a file is rehearsed and imported; refused rows are reported, mended and imported', async () => {
  const { cli, api } = await world.newOrganisation();
  const mapping = await world.file(MAPPING, 'mapping.yaml');
  const rows = [
    line(1),
    line(2, { born: '01.02.80' }),
    line(3, { email: 'kari1@example.no' }),
    line(4, { email: '=cmd' }),
    line(5),
  ];
  const path = await world.file(
    gzipSync(Buffer.from(`${[HEADER, ...rows].join('\r\n')}\r\n`, 'latin1')),
    'kunder.csv.gz',
  );

  const rehearsal = await cli(['import', path, '--mapping', mapping, '--dry-run', '--json']);
  expect(rehearsal.code).toBe(4);
  expect((rehearsal.json() as Summary).counts).toMatchObject({ created: 2, refused: 3 });
  expect(await api.profiles.find({ surname: 'Nordmann' })).toEqual([]);

  const declined = await cli(['import', path, '--mapping', mapping]);
  expect([declined.code, declined.notes]).toEqual([2, expect.stringContaining('Nothing was imported')]);

  const imported = await cli(['--json', 'import', path, '--mapping', mapping], { confirms: true });
  const summary = imported.json() as Summary;
  expect(imported.code).toBe(4);
  expect(summary).toMatchObject({ dryRun: false, counts: { created: 2, refused: 3 } });
  const customer = await api.profiles.getByCustomerReference({ customerReference: '5' });
  expect(customer).toMatchObject({ dateOfBirth: '1980-02-01', telephoneNumber: '+4740000001' });
  expect(customer.postalAddresses?.[0]).toMatchObject({ postCode: '0155', town: 'Oslo', countryCode: 'NOR' });

  const reportPath = summary.refusedRows ?? '';
  expect((await stat(reportPath)).mode & 0o777).toBe(0o600);
  const report = await readFile(reportPath, 'utf8');
  const reported = report.split('\r\n');
  expect(reported[0]).toBe(`\uFEFF_line;_reason;${HEADER}`);
  expect(reported[1]).toMatch(/^3;"?Fødselsdato: Expected a year with four digits/);
  expect(reported[2]).toMatch(/^4;E-post: Another customer/);
  expect(reported[3]).toMatch(/^5;.*E-post: .*;'=cmd;/);

  const mended = report
    .replace('01.02.80', '01.02.1980')
    .replace('kari1@', 'kari3@')
    .replace("'=cmd", 'kari4@example.no');
  const again = await cli(['import', await world.file(mended), '--mapping', mapping, '--yes', '--json']);
  expect([again.code, (again.json() as Summary).counts]).toEqual([
    0,
    expect.objectContaining({ created: 3, refused: 0 }),
  ]);
  expect(await api.profiles.find({ surname: 'Nordmann' })).toHaveLength(5);

  const undone = await cli(['import', 'undo', summary.importId, '--yes', '--json']);
  expect(undone.json()).toEqual({ removed: 2, restored: 0, kept: 0 });
  const status = await cli(['import', 'status', summary.importId, '--json']);
  expect(status.json()).toMatchObject({ state: 'undone', name: 'kunder.csv.gz' });
});

test('batches overtake each other unless their rows have a value in common, and the earlier row wins', async () => {
  const { cli, api } = await world.newOrganisation();
  const mapping = await world.file(MAPPING, 'mapping.yaml');
  const rows = Array.from({ length: 1_500 }, (_row, index) =>
    line(index, index === 1_400 ? { email: 'KARI2@example.no' } : {}),
  );
  const path = await world.file(`${[HEADER, ...rows].join('\n')}\n`);
  const proxy = await reorderingProxy(world.adapterUrl);
  try {
    const imported = await cli(['import', path, '--mapping', mapping, '--yes', '--json'], { url: proxy.url });
    expect((imported.json() as Summary).counts).toMatchObject({ created: 1_499, refused: 1 });
    expect(proxy.executed).toEqual([501, 1, 1_001, 501, 1, 1_001]);
    const [, refused] = (await readFile(`${path}.refused.csv`, 'utf8')).trim().split('\n');
    expect(refused).toContain('KARI2@example.no');
    expect((await api.profiles.find({ email: 'kari2@example.no' }))[0]?.customerRef).toBe('2');
  } finally {
    await proxy.close();
  }
});

test('merged records of a file lead to their survivors, chains included, and the rehearsal says the same', async () => {
  const { cli, api } = await world.newOrganisation();
  const patient = (id: string, into?: string, replaces?: string) => ({
    resource: {
      resourceType: 'Patient',
      id,
      name: [{ family: 'Nordmann', given: ['Kari'] }],
      telecom: [{ system: 'email', value: 'kari@example.no' }],
      ...(into !== undefined && { link: [{ other: { reference: `Patient/${into}` }, type: 'replaced-by' }] }),
      ...(replaces !== undefined && { link: [{ other: { reference: `Patient/${replaces}` }, type: 'replaces' }] }),
    },
  });
  // The second one is named by its survivor alone.
  const entry = [
    ...[patient('first', 'second'), patient('second'), patient('third', undefined, 'second')],
    patient('lost', 'nowhere'),
  ];
  const path = await world.file(JSON.stringify({ resourceType: 'Bundle', entry }), 'bundle.json');
  const rehearsal = await cli(['import', path, '--dry-run', '--json']);
  expect((rehearsal.json() as Summary).counts).toMatchObject({ created: 3, refused: 1 });
  const imported = await cli(['import', path, '--yes', '--json']);
  expect((imported.json() as Summary).counts).toMatchObject({ created: 3, refused: 1 });
  const survivor = await api.profiles.getByCustomerReference({ customerReference: 'first' });
  expect(survivor).toMatchObject({ customerRef: 'third', email: 'kari@example.no' });
  expect(survivor.relatedCustomerNumbers).toHaveLength(2);
  expect(await readFile(`${path}.refused.csv`, 'utf8')).toContain(
    '"nowhere" into which this one was merged'.replaceAll('"', '""'),
  );
});

test('an export that is imported into an empty installation and exported again is the same file', async () => {
  const [one, elsewhere] = [await world.newOrganisation(), await startCliWorld()];
  try {
    const other = await elsewhere.newOrganisation();
    const numbers = await population(one);
    for (const { api } of [one, other]) await api.preferenceDefinitions.create(NEWSLETTER);
    const [definition] = await one.api.preferenceDefinitions.list({});
    const preference = { preferenceId: definition?.id ?? 0, preferenceValue: 'true' };
    await one.api.preferences.create({ customerNumber: numbers[0] ?? 0, ...preference });
    const [first, second] = [await world.file('', 'export.ndjson'), await world.file('', 'export.ndjson.gz')];
    expect((await one.cli(['export', first])).code).toBe(0);
    expect((await stat(first)).mode & 0o777).toBe(0o600);
    const moved = await other.cli(['import', first, '--yes', '--json']);
    expect((moved.json() as Summary).counts).toMatchObject({ created: numbers.length, refused: 0 });
    // No rows were refused, so there is no report of them.
    await expect(stat(`${first}.refused.csv`)).rejects.toThrow('ENOENT');
    expect((await other.cli(['export', second])).code).toBe(0);
    expect(gunzipSync(await readFile(second)).toString()).toBe(await readFile(first, 'utf8'));

    const again = await one.cli(['import', first, '--on-existing', 'update', '--yes', '--json']);
    expect((again.json() as Summary).counts).toMatchObject({ unchanged: numbers.length, refused: 0 });
  } finally {
    await elsewhere.close();
  }
});

const NEWSLETTER = {
  preferenceCode: 'NEWSLETTER',
  preferenceType: 'BOOLEAN',
  preferenceDescription: 'Newsletter',
} as const;

/** Customers of each kind: active ones with a password, a note and addresses, a merged, a deactivated and a temporary one. */
async function population({ api, organisationId }: { api: ProfilesApi; organisationId: number }): Promise<number[]> {
  const actor = { createdBy: 'web', createdByChannel: 'shop', organisationId };
  const create = async (fields: object) =>
    (await api.profiles.create({ firstName: 'Kåre', surname: 'Ødegård', ...actor, ...fields })).customerNumber;
  const active = await create({ email: 'kare@example.no', password: 'correct horse battery staple' });
  const merged = await create({ profileType: 'P' });
  const deactivated = await create({ email: 'old@example.no' });
  const temporary = await create({ profileType: 'T', expirationDate: '2100-01-01T00:00:00Z' });
  await api.notes.add({ customerNumber: active, text: 'Prefers\nthe aisle.' });
  await api.postalAddresses.add({ customerNumber: active, typeOfAddress: 'P', town: 'Oslo', postCode: '0155' });
  await api.profiles.merge({ customerNumber: active, pticketCustomerNumber: merged });
  await api.profiles.deactivate({ customerNumber: deactivated });
  return [active, merged, deactivated, temporary];
}
