import { ERROR_CATALOGUE, type ErrorCode } from '@profiles/contracts/calls';
import i18next from 'i18next';
import { expect, test } from 'vitest';
import { en } from '../i18n/en';
import { nb } from '../i18n/nb';
import { codeText } from './failure-text';

/** Names of headers, parameters and fields, and words of the protocol. */
const FOR_DEVELOPERS = [
  /[a-z][A-Z]/,
  /\b(requests?|tokens?|headers?|body|path|cursor|input|detail|forespørsel\w*|sti(en|er)?|markør\w*)\b/i,
  /-(Match|After|Key|Name)\b|[/=]/,
];
const CODES = Object.keys(ERROR_CATALOGUE).map(Number) as ErrorCode[];

test.each([
  ['en', en],
  ['nb', nb],
])('the text of every error code in %s is for customer service', async (language, texts) => {
  await i18next.init({ lng: language, resources: { [language]: { translation: texts } } });
  const told = CODES.map((code) => [code, codeText(code, i18next.t, language).join(' ')] as const);
  expect(told.filter(([, text]) => FOR_DEVELOPERS.some((word) => word.test(text)))).toEqual([]);
  expect(new Set(told.map(([, text]) => text)).size).toBeGreaterThan(30);
});

test('a code without a text of its own has that of the error catalogue', async () => {
  await i18next.init({ lng: 'nb', resources: { nb: { translation: nb } } });
  expect(codeText(602, i18next.t, 'nb')).toEqual([
    ERROR_CATALOGUE[602].shortNorwegian,
    ERROR_CATALOGUE[602].longNorwegian,
  ]);
});
