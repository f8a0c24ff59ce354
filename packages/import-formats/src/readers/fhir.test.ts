import { describe, expect, test } from 'vitest';
import { recordsIn, rowsIn } from '../testing/records.js';

describe('FHIR', () => {
  // HL7 FHIR R4, Patient (with the example "patient-example"), Patient.link and Bundle.
  const kari = {
    resourceType: 'Patient',
    id: 'kari',
    meta: { lastUpdated: '2024-01-01T00:00:00Z' },
    active: true,
    name: [
      { use: 'maiden', family: 'Hansen', given: ['Kari'] },
      { use: 'official', family: 'Nordmann', given: ['Kari', 'Marie'] },
    ],
    telecom: [
      { system: 'phone', value: '22 00 00 00', use: 'home' },
      { system: 'phone', value: '+47 400 00 001', use: 'mobile' },
      { system: 'email', value: 'kari@example.no' },
    ],
    birthDate: '1980-02-01',
    address: [
      { use: 'old', line: ['Lillegata 2'], city: 'Bergen', postalCode: '5003', country: 'NO' },
      { use: 'home', line: ['Storgata 1', 'Oppgang B'], city: 'Oslo', postalCode: '0155', country: 'Norge' },
    ],
    communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'nb-NO' }] }, preferred: true }],
  };
  const replaced = {
    resourceType: 'Patient',
    id: 'kari-old',
    name: [{ text: 'Nordmann, Kari' }],
    birthDate: '1980-02',
    link: [{ other: { reference: 'https://fhir.example.no/Patient/kari' }, type: 'replaced-by' }],
  };
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: kari }, { resource: replaced }] };

  test('a patient has the official name, the current address and the mobile number', async () => {
    const [row] = await rowsIn(JSON.stringify(bundle, undefined, 2));
    expect(row).toEqual({
      customerRef: 'kari',
      firstName: 'Kari Marie',
      surname: 'Nordmann',
      email: 'kari@example.no',
      telephoneNumber: '+47 400 00 001',
      dateOfBirth: '1980-02-01',
      languagePreferenceISO6393: 'NOB',
      changedAt: '2024-01-01T00:00:00Z',
      postalAddresses: [
        {
          typeOfAddress: 'P',
          addressLine1: 'Storgata 1',
          addressLine2: 'Oppgang B',
          postCode: '0155',
          town: 'Oslo',
          countryCode: 'NOR',
        },
      ],
    });
  });

  test.each([
    ['a bundle', JSON.stringify(bundle)],
    ['a bulk export', `${JSON.stringify(kari)}\n${JSON.stringify(replaced)}\n`],
  ])('a patient that was replaced by another one leads to it, in %s', async (_form, text) => {
    const [, old] = await recordsIn(text);
    expect(old).toMatchObject({
      row: { firstName: 'Kari', surname: 'Nordmann' },
      link: { key: 'kari-old', into: 'kari' },
      warnings: [{ field: 'birthDate' }],
    });
  });

  test('what has ended or not begun yet is left out, what will end is not', async () => {
    const [ended, current, future] = [{ end: '2001' }, { start: '2001-02', end: '9999-12-31' }, { start: '9999-01' }];
    const contact = (value: string, period: object) => ({ system: 'email', value, period });
    const address = (city: string, period: object) => ({ line: ['Storgata 1'], city, postalCode: '0155', period });
    const patient = {
      ...kari,
      name: [
        { use: 'official', family: 'Fremtid', given: ['Kari'], period: future },
        { use: 'official', family: 'Nordmann', given: ['Kari'], period: current },
      ],
      telecom: [
        contact('old@example.no', ended),
        contact('future@example.no', future),
        contact('kari@example.no', current),
        { system: 'phone', value: '400 00 001', period: current },
      ],
      address: [address('Bergen', ended), address('Oslo', current), address('Bodø', future)],
    };
    expect(await rowsIn(JSON.stringify(patient))).toMatchObject([
      {
        surname: 'Nordmann',
        email: 'kari@example.no',
        telephoneNumber: '400 00 001',
        postalAddresses: [{ town: 'Oslo' }],
      },
    ]);
  });

  test('the last year of a period belongs to it', async () => {
    const year = String(new Date().getUTCFullYear());
    const patient = { ...kari, telecom: [{ system: 'email', value: 'kari@example.no', period: { end: year } }] };
    expect(await rowsIn(JSON.stringify(patient))).toMatchObject([{ email: 'kari@example.no' }]);
  });

  test('a deceased patient is passive', async () => {
    const rows = await rowsIn(
      [{ deceasedDateTime: '2020' }, { deceasedBoolean: true }, { deceasedBoolean: false }]
        .map((fields) => JSON.stringify({ ...kari, ...fields }))
        .join('\n'),
    );
    expect(rows.map((row) => (row as { status?: string }).status)).toEqual(['P', 'P', undefined]);
  });

  describe('patients that are named by their survivors alone', () => {
    const survivorOf = (...ids: string[]) => ({
      ...kari,
      link: ids.map((id) => ({ other: { reference: `Patient/${id}` }, type: 'replaces' })),
    });
    const { link: _own, ...unlinked } = { ...replaced, active: false };
    const linesOf = (...patients: object[]) => patients.map((patient) => JSON.stringify(patient)).join('\n');

    test('are merged, before and behind their survivor', async () => {
      const other = { ...unlinked, id: 'kari-older' };
      const records = await recordsIn(linesOf(unlinked, survivorOf('kari-old', 'kari-older'), other));
      expect(records.map(({ link }) => link)).toEqual([
        { key: 'kari-old', into: 'kari' },
        undefined,
        { key: 'kari-older', into: 'kari' },
      ]);
      // They are merged, not passive.
      expect(records.map(({ row }) => row?.['status'])).toEqual([undefined, undefined, undefined]);
    });

    test('keep their own link if they have one', async () => {
      const records = await recordsIn(linesOf(survivorOf('kari-old'), replaced));
      expect(records.map(({ link }) => link)).toEqual([undefined, { key: 'kari-old', into: 'kari' }]);
    });

    test('keep their old id when the file does not have them', async () => {
      const other = { ...kari, id: 'other' };
      const records = await recordsIn(linesOf(survivorOf('gone', 'kari'), other));
      // Each record follows those of earlier lines.
      expect(records.map(({ line, row }) => [line, row?.['customerRef']])).toEqual([
        ...[
          [1, 'kari'],
          [1, 'gone'],
        ],
        [2, 'other'],
      ]);
      expect(records[1]).toMatchObject({
        ...{ line: 1, link: { key: 'gone', into: 'kari' }, isOfSurvivor: true, errors: [] },
        row: { customerRef: 'gone', firstName: 'Kari Marie', surname: 'Nordmann' },
      });
      expect(records[1]?.row).not.toHaveProperty('email');
    });

    test('are refused when several others replace them', async () => {
      const records = await recordsIn(
        linesOf(survivorOf('kari-old'), { ...survivorOf('kari-old'), id: 'x' }, unlinked),
      );
      expect(records.map(({ errors }) => errors)).toEqual([
        [],
        [],
        [{ field: 'link', message: 'Expected one patient that replaces this one. Those are: kari, x.' }],
      ]);
      expect(records[2]?.link).toBeUndefined();
    });

    test('of another kind of resource are none', async () => {
      const group = { ...survivorOf('kari-old'), resourceType: 'Person' };
      const records = await recordsIn(linesOf(group, unlinked));
      expect(records[1]?.link).toBeUndefined();
    });
  });

  test('entries of a transaction are known by their urn:uuid', async () => {
    const [survivor, old] = ['61ebe359-bfdc-4613-8bf2-c5e300945f0a', '88f151c0-a954-468a-88bd-5ae15c08e059'];
    const { id: _id, ...unnamed } = kari;
    const link = [{ other: { reference: `urn:uuid:${survivor}` }, type: 'replaced-by' }];
    const transaction = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { fullUrl: `urn:uuid:${survivor}`, resource: unnamed },
        { fullUrl: `urn:uuid:${old}`, resource: { ...replaced, id: old, link } },
      ],
    };
    const records = await recordsIn(JSON.stringify(transaction));
    expect(records.map(({ row }) => row?.['customerRef'])).toEqual([survivor, old]);
    expect(records[1]?.link).toEqual({ key: old, into: survivor });
  });

  test('other resources of a bundle are skipped', async () => {
    const mixed = { ...bundle, entry: [{ resource: { resourceType: 'Observation', id: 'x' } }, { resource: kari }] };
    const records = await recordsIn(JSON.stringify(mixed));
    expect(records.map(({ skipped }) => skipped)).toEqual(['It is no Patient but Observation.', undefined]);
  });
});
