import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { badInput } from './bad-input.js';
import { country, nationality } from './countries.js';
import { customerRef, email, invoiceOrganisationId, name } from './fields.js';
import { ISO_639_3_CODES, ISO_639_3_DATE } from './iso-639-3-table.js';
import { languageFields, languageTwinOf, withLanguageCode } from './language.js';
import { dateOfBirth, instant, verifiedAt } from './moments.js';
import { newPassword, password } from './password.js';

/** The error code that a value is refused with, or the value as it is stored. */
function read(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  return result.success ? result.data : badInput(result.error.issues).code;
}

function messagesOf(schema: z.ZodType, value: unknown): string[] {
  return (schema.safeParse(value).error?.issues ?? []).map(({ message }) => message);
}

describe('names, references and emails', () => {
  test.each([
    [name(), '  van   der  Berg ', 'van der Berg'],
    [name(), 'Ikke satt', ''],
    [name(), '\u200b', 606],
    [name(), '', 606],
    [customerRef(), ' CRM 4711 ', 'CRM 4711'],
    [customerRef(), '\u3164', 400],
    [email(), ' Kari@Example.no ', 'Kari@Example.no'],
    [email(), 'kåre@example.no', 603],
    [email(), 'kari@example', 603],
    [email(), '\u200bkari@example.no', 603],
    [email(), ' ', 603],
  ])('%# %j is read as %j', (schema, value, expected) => {
    expect(read(schema, value)).toBe(expected);
  });
});

// Contract, section 1: "Nine digits, modulus 11, not all zero. Blanks, a leading NO and a trailing MVA are removed."
describe('invoiceOrganisationId', () => {
  test.each([
    '974760673',
    '974 760 673',
    'NO974760673MVA',
    'no 974 760 673 mva',
    '974760673MVA',
    'NO 974\u00a0760\u00a0673',
  ])('%j is the number 974760673', (spelling) => {
    expect(read(invoiceOrganisationId(), spelling)).toBe('974760673');
  });

  test.each(['000000000', '974760674', '97476067', '9747606733', 'SE974760673', '974-760-673', 'NOMVA'])(
    '%j is none',
    (text) => {
      expect(read(invoiceOrganisationId(), text)).toBe(400);
    },
  );
});

// Contract, section 1: ISO 3166-1 alpha-3, and XKX, XXA, XXX.
describe('countries and nationalities', () => {
  test.each([
    ['NOR', 'NOR'],
    ['nor', 'NOR'],
    ['XKX', 'XKX'],
    ['XKK', 'XKX'],
    ['RKS', 'XKX'],
    ['xxk', 'XKX'],
    ['ROU', 'ROU'],
    ['NO', 400],
    ['XYZ', 400],
    ['ZZZ', 400],
    // Withdrawn: Yugoslavia, the Netherlands Antilles.
    ['YUG', 400],
    ['ANT', 400],
  ])('%s is read as %s', (code, expected) => {
    expect(read(country(), code)).toBe(expected);
    expect(read(nationality(), code)).toBe(expected);
  });

  test('stateless and unknown are nationalities, and no countries', () => {
    expect([read(nationality(), 'XXA'), read(nationality(), 'xxx')]).toEqual(['XXA', 'XXX']);
    expect([read(country(), 'XXA'), read(country(), 'XXX')]).toEqual([400, 400]);
  });

  test('there are the 249 countries of ISO 3166-1, and Kosovo', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const codes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    const known = codes.filter((code) => country().safeParse(code).data === code);
    expect(known).toHaveLength(250);
  });
});

// Contract, section 1: "A code of the current ISO 639-3 table, accepted in any case, returned in upper case."
describe('languages', () => {
  const { languagePreferenceISO6393: three, languagePreference: two } = languageFields;

  test('every code of the table is accepted in any case, and no other one', () => {
    const codes = new Set(ISO_639_3_CODES.match(/[A-Z]{3}/g));
    expect(codes.size).toBe(7927);
    expect(ISO_639_3_DATE).toBe('2026-07-15');
    for (const code of codes) expect([read(three, code), read(three, code.toLowerCase())]).toEqual([code, code]);
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 4 }), (text) => {
        if (text.trim() !== '') expect(read(three, text) === 400).toBe(!codes.has(text.toUpperCase()));
      }),
    );
  });

  // Retirements of the registration authority: the first four before, the last two after the table of 2020.
  test.each(['SCC', 'MOL', 'FRI', 'AUV', 'DEK', 'YOL', 'MRD', 'SHL', 'GER', 'QAA'])(
    '%s is retired or no code',
    (code) => {
      expect(read(three, code)).toBe(400);
    },
  );

  test.each([
    ['NO', 'NOB'],
    ['nb', 'NOB'],
    ['NN', 'NNO'],
    ['en', 'ENG'],
    ['SE', 'SME'],
  ])('%s stands for %s', (twin, code) => {
    expect(withLanguageCode({ languagePreference: read(two, twin) as string })).toEqual({
      languagePreferenceISO6393: code,
    });
  });

  test('the two letters are derived from the three', () => {
    expect(['NOB', 'NOR', 'NNO', 'ENG', 'SMA'].map(languageTwinOf)).toEqual(['NO', 'NO', 'NN', 'EN', undefined]);
  });
});

// Contract, section 1: bounds of dateOfBirth, and one true message per error (issue 17, item 17).
describe('moments and days', () => {
  const dayFromNow = (days: number, hours = 0) =>
    new Date(Date.now() + (days * 24 + hours) * 3_600_000).toISOString().slice(0, 10);

  test('a day of birth may be today wherever it is today first', () => {
    for (const day of ['1850-01-01', '1984-02-29', dayFromNow(0), dayFromNow(0, 14)]) {
      expect(read(dateOfBirth(), day)).toBe(day);
    }
  });

  test.each([
    ['29.02.1984', 'Expected a day in the form YYYY-MM-DD.'],
    ['1984-2-9', 'Expected a day in the form YYYY-MM-DD.'],
    ['1984-02-29T00:00:00Z', 'Expected a day in the form YYYY-MM-DD.'],
    ['1985-02-29', 'Expected a day that exists in the calendar.'],
    ['1985-13-01', 'Expected a day that exists in the calendar.'],
    ['2099-02-30', 'Expected a day that exists in the calendar.'],
    ['1849-12-31', 'Expected 1850-01-01 or a later day.'],
    ['0000-01-01', 'Expected 1850-01-01 or a later day.'],
    [dayFromNow(2), 'Expected a day that is not in the future.'],
    ['9999-12-31', 'Expected a day that is not in the future.'],
  ])('the day of birth %s is refused for the one reason there is', (day, message) => {
    expect(messagesOf(dateOfBirth(), day)).toEqual([message]);
  });

  test('a moment may have any offset, or be a bare day, and is stored in UTC', () => {
    const moments = fc.date({ min: new Date('0001-01-02'), max: new Date('9998-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: -1439, max: 1439 }), (moment, offset) => {
        const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const zone = `${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
        expect(read(instant(), local + zone)).toBe(moment.toISOString());
        const day = moment.toISOString().slice(0, 10);
        expect(read(instant(), day)).toBe(`${day}T00:00:00.000Z`);
      }),
    );
  });

  test.each(['2026-02-30', '2026-02-30T00:00:00Z', '2026-01-31T25:00:00Z', '2026-01-31T08:15:30', 'tomorrow', '2026'])(
    '%s is no moment',
    (text) => {
      expect(read(instant(), text)).toBe(400);
    },
  );

  test('[VERIFIED-1] a verification is not in the future', () => {
    expect(read(verifiedAt(), '2020-01-31')).toBe('2020-01-31T00:00:00.000Z');
    expect(read(verifiedAt(), new Date().toISOString())).not.toBe(400);
    expect(messagesOf(verifiedAt(), new Date(Date.now() + 60_000).toISOString())).toEqual([
      'Expected a moment that is not in the future.',
    ]);
  });
});

// NIST SP 800-63B, 5.1.1.2: Unicode passwords are normalised before they are hashed.
describe('passwords', () => {
  test('are the same password in every Unicode form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 12, maxLength: 40 }), (text) => {
        const forms = (['NFC', 'NFD', 'NFKC', 'NFKD'] as const).map((form) => read(password(), text.normalize(form)));
        expect(new Set(forms).size).toBe(1);
      }),
    );
    expect(read(newPassword(), 'Cafe\u0301 au lait 12')).toBe('Caf\u00e9 au lait 12');
    expect(read(newPassword(), '\uff11\uff12 korte \uff41\uff42')).toBe('12 korte ab');
  });

  test.each([
    'a',
    'aaaabbbb',
    'password',
    'PASSWORD123',
    // Full-width letters of a common password, and a password that prints nothing.
    '\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44',
    '\u200b\u200c\u200d\u2060\u00ad\u200e\u200f\ufeff',
  ])('%j is too weak (600)', (weak) => {
    expect(read(newPassword(), weak)).toBe(600);
  });
});
