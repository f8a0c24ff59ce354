import { describe, expect, test } from 'vitest';
import { mappingFor, planReading } from '../plan-reading.js';
import { fileOf, recordsIn, rowsIn } from '../testing/records.js';

describe('vCard', () => {
  // RFC 6350, with the folding of section 3.2 and the parameters of section 5.
  const card = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1',
    'FN:Kari Marie Nordmann',
    'N:Nordmann;Kari;Marie;;',
    'BDAY:19800201',
    'TEL;VALUE=uri;TYPE="voice,home":tel:+47-22-00-00-00',
    'TEL;VALUE=uri;PREF=2;TYPE="voice,cell":tel:+47-400-00-001',
    'EMAIL;PREF=2:other@example.no',
    'EMAIL;PREF=1:kari@exam',
    ' ple.no',
    'ADR;TYPE=home:;;Storgata 1\\, oppg. B;Oslo;;0155;Norway',
    'LANG;PREF=1:nb',
    'REV:20240101T000000Z',
    'END:VCARD',
    '',
  ];
  const expected = {
    customerRef: '4fbe8971-0bc3-424c-9c26-36c3e1eff6b1',
    firstName: 'Kari Marie',
    surname: 'Nordmann',
    email: 'kari@example.no',
    telephoneNumber: 'tel:+47-400-00-001',
    dateOfBirth: '1980-02-01',
    languagePreferenceISO6393: 'NOB',
    changedAt: '2024-01-01T00:00:00Z',
    postalAddresses: [
      {
        typeOfAddress: 'P',
        addressLine1: 'Storgata 1, oppg. B',
        postCode: '0155',
        town: 'Oslo',
        countryCode: 'NOR',
      },
    ],
  };

  test.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
  ])('a card with %s becomes a row', async (_name, end) => {
    expect(await rowsIn(card.join(end))).toEqual([expected]);
  });

  test('a card that is not valid is reported with its line, and the others are read', async () => {
    const old = card.join('\n').replace('VERSION:4.0', 'VERSION:3.0');
    const records = await recordsIn(`${old}${card.join('\n')}`);
    expect(records).toMatchObject([
      { line: 1, errors: [{ message: 'Expected a vCard of version 4.0. It has the version 3.0.' }] },
      { line: card.length, row: { surname: 'Nordmann' } },
    ]);
  });

  test('a card without an end is reported, and the next one is read', async () => {
    const open = card.slice(0, -2).join('\n');
    const records = await recordsIn(`${open}\n${card.join('\n')}`);
    expect(records).toMatchObject([
      { line: 1, errors: [{}] },
      { errors: [], row: { surname: 'Nordmann' } },
    ]);
  });
});

describe('CRM systems', () => {
  test('HubSpot: contacts with all properties, and the keys of merged records', async () => {
    const csv = [
      'Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Create Date,City,Postal Code,Street Address,Country/Region,Preferred language,Merged record IDs',
      '101,Kari,Nordmann,kari@example.no,,40000001,2024-01-01 12:00,Oslo,155,Storgata 1,Norway,nb,99;100',
      '',
    ].join('\n');
    const records = await recordsIn(csv);
    expect(records[1]).toMatchObject({
      columns: { 'Record ID': '99', 'First Name': 'Kari', 'Last Name': 'Nordmann' },
      isOfSurvivor: true,
    });
    expect(records.map(({ row, link }) => ({ ref: row?.['customerRef'], link }))).toEqual([
      { ref: '101', link: undefined },
      { ref: '99', link: { key: '99', into: '101' } },
      { ref: '100', link: { key: '100', into: '101' } },
    ]);
    expect(records[0]?.row).toMatchObject({
      telephoneNumber: '+4740000001',
      createdAt: '2024-01-01T11:00:00.000Z',
      languagePreferenceISO6393: 'NOB',
      postalAddresses: [{ typeOfAddress: 'P', postCode: '0155', town: 'Oslo', countryCode: 'NOR' }],
    });
  });

  test('Salesforce: a merged contact leads to its master record, a deleted one is skipped', async () => {
    // Data Loader, "Export All" of Contact: deleted records included, MasterRecordId of merged ones.
    const rows = [
      '"Id","IsDeleted","MasterRecordId","LastName","FirstName","Email","Phone","MobilePhone","MailingStreet","MailingCity","MailingPostalCode","MailingCountry","Birthdate","CreatedDate"',
      '"0035g00000AAAAAAA1","false","","Nordmann","Kari","kari@example.no","","+47 400 00 001","Storgata 1","Oslo","0155","Norway","1980-02-01","2024-01-01T12:00:00.000Z"',
      '"0035g00000AAAAAAA2","true","0035g00000AAAAAAA1","Nordman","Kari","","","","","","","","",""',
      '"0035g00000AAAAAAA3","true","","Hansen","Ola","","","","","","","","",""',
      '',
    ].join('\r\n');
    const [kari, merged, deleted] = await recordsIn(rows);
    expect(kari?.row).toMatchObject({
      customerRef: '0035g00000AAAAAAA1',
      dateOfBirth: '1980-02-01',
      createdAt: '2024-01-01T12:00:00.000Z',
    });
    expect(merged?.link).toEqual({ key: '0035g00000AAAAAAA2', into: '0035g00000AAAAAAA1' });
    expect(deleted?.skipped).toBe('IsDeleted is true');
  });

  test('Salesforce: a street of several lines becomes two, and a spreadsheet may have written TRUE', async () => {
    const rows = [
      'Id,IsDeleted,MasterRecordId,LastName,FirstName,MailingStreet,MailingCity,MailingPostalCode,MailingCountryCode',
      '1,FALSE,,Nordmann,Kari,"c/o Holm\nStorgata 1\r\nOppgang B",Oslo,155,NO',
      '2,TRUE,,Hansen,Ola,,,,',
      '3,FALSE,,Eriksson,Eva,Sveavägen 1,Stockholm,114 55,SE',
      '',
    ].join('\n');
    const [kari, deleted, eva] = await recordsIn(rows);
    expect(kari?.row?.['postalAddresses']).toEqual([
      {
        ...{ typeOfAddress: 'P', addressLine1: 'c/o Holm', addressLine2: 'Storgata 1, Oppgang B' },
        ...{ postCode: '0155', town: 'Oslo', countryCode: 'NOR' },
      },
    ]);
    expect(deleted?.skipped).toBe('IsDeleted is true');
    expect(eva).toMatchObject({ errors: [], row: { postalAddresses: [{ postCode: '114 55', countryCode: 'SWE' }] } });
  });

  test('an error names the column that the file has, of those that the export of its system can have', async () => {
    const labels = '(Do Not Modify) Contact,First Name,Last Name,Email,Mobile Phone\nc1,Kari,Nordmann,kari@,12\n';
    const [record] = await recordsIn(labels);
    expect(record?.errors.map(({ field }) => field)).toEqual(['Mobile Phone', 'Email']);
  });

  test('the mapping of a recognised export is the proposal for it, as far as it has the columns', async () => {
    const export_ = 'Record ID,First Name,Last Name,Email,Postal Code,Merged record IDs\n1,Kari,Nordmann,,,2\n';
    const { mapping, unmapped } = mappingFor(await planReading(fileOf(export_), { mapping: { fields: {} } }));
    expect(unmapped).toEqual(['Merged record IDs']);
    expect(mapping.fields).toMatchObject({ customerRef: { from: 'Record ID' }, email: { from: 'Email' } });
    expect(mapping.fields).not.toHaveProperty('dateOfBirth');
    // It stays an export of that system: the keys of merged records are read beside the mapping.
    expect(await recordsIn(export_, { mapping })).toMatchObject([
      { row: { customerRef: '1', createdByChannel: 'hubspot' } },
      { link: { key: '2', into: '1' } },
    ]);
  });

  test('Dynamics: logical names and labels are read, and an inactive contact is passive', async () => {
    const logical =
      'contactid,firstname,lastname,emailaddress1,mobilephone,birthdate,statecode,masterid\nc1,Kari,Nordmann,kari@example.no,+4740000001,1980-02-01,0,\nc2,Kari,Nordman,,,,1,c1\n';
    const [one, other] = await recordsIn(logical);
    expect(one?.row).toMatchObject({ customerRef: 'c1', status: 'A', dateOfBirth: '1980-02-01' });
    expect(other).toMatchObject({ row: { status: 'P' }, link: { key: 'c2', into: 'c1' } });
    const labels =
      '(Do Not Modify) Contact,First Name,Last Name,Email,Mobile Phone,Status\nc1,Kari,Nordmann,kari@example.no,+4740000001,Active\n';
    expect(await rowsIn(labels)).toMatchObject([{ customerRef: 'c1', surname: 'Nordmann', status: 'A' }]);
  });
});
