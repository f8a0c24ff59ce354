import { describe, expect, test } from 'vitest';
import { isCalendarDay, latestDayAt } from './calendar-day.js';
import { comparablePostCode } from './comparable-post-code.js';
import { comparableTelephone } from './comparable-telephone.js';

describe('calendar days', () => {
  test.each(['2024-02-29', '2000-02-29', '1850-01-01', '9999-12-31', '0001-01-01'])('%s is one', (day) => {
    expect(isCalendarDay(day)).toBe(true);
  });

  test.each([
    '2025-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '26-01-01',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    '2026-01-00',
    '1900-02-29',
    '2100-02-29',
    '12026-01-01',
    '2026-01-011',
    'x2026-01-01',
    '',
    'x',
  ])('%j is none', (text) => {
    expect(isCalendarDay(text)).toBe(false);
  });

  // Kiribati is at UTC+14: its day begins at 10:00 UTC of the day before.
  test.each([
    ['2026-03-01T09:59:59.999Z', '2026-03-01'],
    ['2026-03-01T10:00:00.000Z', '2026-03-02'],
    ['2026-12-31T23:00:00.000Z', '2027-01-01'],
  ])('at %s the latest day anywhere is %s', (now, day) => {
    expect(latestDayAt(now)).toBe(day);
  });
});

describe('normal forms', () => {
  test.each([
    ['114 55', '11455'],
    ['114-55', '11455'],
    ['114\u201355', '11455'],
    ['sw1a 1aa', 'SW1A1AA'],
    ['0150', '0150'],
  ])('the post code %s is compared as %s', (postCode, form) => {
    expect(comparablePostCode(postCode)).toBe(form);
  });

  test.each([
    ['22 12 34 56', '+4722123456'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['0046 8 123 456 78', '+46812345678'],
    ['tel:22123456;phone-context=+47', '+4722123456'],
    ['02800', '+4702800'],
    ['  TEL:22123456', '+4722123456'],
    ['4722123456', '+4722123456'],
    ['+1 202 555 0123', '+12025550123'],
    ['+358 0401234567', '+358401234567'],
    ['+46 008 123', '+468123'],
    ['0012025550', '+12025550'],
    ['00123456', '+123456'],
    ['tel:812345678;phone-context=+46;ext=1', '+46812345678'],
    ['tel:812345678;ext=1;phone-context=+46', '+46812345678'],
    ['581234567890', '+47581234567890'],
  ])('the telephone number %s is compared as %s', (number, form) => {
    expect(comparableTelephone(number)).toBe(form);
  });
});
