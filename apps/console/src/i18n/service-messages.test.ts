import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OPERATION_LIST } from '@profiles/contracts';
import { expect, test } from 'vitest';
import { enServiceMessage } from './en-service';
import { NB_UNKNOWN_MESSAGE, nbServiceMessage } from './nb-service';

/** Values of many forms: each rule of a field refuses some of them. */
const BAD_VALUES = [
  ...[undefined, null, true, -1, 0, 1.5, 1e12, '', ' ', 'x', '+999', '2020-13-40', '2020-02-30', '1700-01-01'],
  ...['2999-01-01', '9999999999', '12345678', 'é@x', '\u0001', '\ud800', 'x'.repeat(5_000), 'password', '$2y$bad'],
  ...[[], [1], ['x'], [{}], {}],
];

/** The messages of the contracts about inputs that are not valid. */
function messagesOfContracts(): Set<string> {
  const found = new Set<string>();
  for (const { operation } of OPERATION_LIST) {
    const check = (input: unknown) => {
      const { error } = operation.input.safeParse(input);
      for (const { message } of error?.issues ?? []) found.add(message);
    };
    check('x');
    const { shape = {} } = operation.input as { shape?: object };
    for (const name of Object.keys(shape)) for (const value of BAD_VALUES) check({ [name]: value });
  }
  return found;
}

/** A text of the source that ends like a sentence, as the value of a member or constant for messages. */
const LITERAL = /\b(?:message|detail|problem|EXPECTED)\b[^\n'`]{0,60}(?:\n\s*)?(['`])([A-Za-z$*][^\n]*?\.)\1/g;
/** Details that no page of the console can get, or that are made of another message. */
const NOT_SHOWN =
  /^(The token lacks|organisationId: you|If-Match|This installation has|\$\{first\.path|Expected \$\{expected)|: \$\{|not readable|nextCursor|visible ASCII|^Why /;

/** The inserted values on which the text depends. */
const KINDS: Readonly<Record<string, string>> = { type: 'NUMBER' };

/** The messages in the sources of a package, with numbers and words for what is inserted. */
async function messagesOfSources(name: string): Promise<Set<string>> {
  const root = fileURLToPath(new URL(`../../../../packages/${name}/src`, import.meta.url));
  const files = (await readdir(root, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  const literals = texts.flatMap((text) => [...text.matchAll(LITERAL)].map(([, , literal = '']) => literal));
  const isNumber = /(id|number|count|max\w*|min\w*|length|survivor\.\w+|into|leadsTo)$/i;
  return new Set(
    literals
      .filter((literal) => !NOT_SHOWN.test(literal))
      .map((literal) =>
        literal.replace(/\$\{([^}]*)\}/g, (_, inserted: string) =>
          isNumber.test(inserted) ? '7' : (KINDS[inserted] ?? 'x'),
        ),
      ),
  );
}

/** Names of fields and standards, and words of the interface. */
const FOR_DEVELOPERS =
  /[a-z][A-Z]|-(Match|After|Key)\b|^Expected|^Required|Invalid (input|option)|\b(ISO|alpha-3|Luhn|zod|surrogates?|survivor|input|cursor|headers?)\b|\bexpected\b/;

/** Choices that the pages make themselves: the order of a search, and the fields that a merge takes. */
const NOT_TYPED = /expected one of ("surname"|customerNumber)/i;

const forDevelopers = (messages: Iterable<string>) =>
  [...messages]
    .filter((message) => !NOT_TYPED.test(message))
    .flatMap((message) => [enServiceMessage(message), nbServiceMessage(message)])
    .filter((text) => FOR_DEVELOPERS.test(text));

const untranslated = (messages: Iterable<string>) =>
  [...messages].filter((message) => nbServiceMessage(message) === NB_UNKNOWN_MESSAGE);

test('every message of the contracts about a field has a Norwegian text, and is for customer service', () => {
  const messages = messagesOfContracts();
  expect(messages.size).toBeGreaterThan(60);
  expect(untranslated(messages)).toEqual([]);
  expect(forDevelopers(messages)).toEqual([]);
});

test.each(['domain', 'contracts', 'application'])(
  'every message in the sources of %s has a Norwegian text, and is for customer service',
  async (name) => {
    const messages = await messagesOfSources(name);
    expect(messages.size).toBeGreaterThan(5);
    expect(untranslated(messages)).toEqual([]);
    expect(forDevelopers(messages)).toEqual([]);
  },
);

test('a message keeps its numbers and values', () => {
  expect(nbServiceMessage('Too long: at most 80 characters.')).toBe('For langt: Høyst 80 tegn.');
  expect(enServiceMessage('Too long: at most 80 characters.')).toBe('Too long: at most 80 characters.');
  expect(enServiceMessage('Expected 1753-01-01 or a later day.')).toBe('The date must not be before 1753-01-01.');
  expect(nbServiceMessage('Profile 1000001 was merged into 1000002.')).toBe('Kunde 1000001 er slått inn i 1000002.');
});

test('a date that can be read in two ways has a Norwegian text', () => {
  const message = 'Day and month cannot be told apart. Name the format in the mapping, such as format: dd/mm/yyyy.';
  expect(nbServiceMessage(message)).toMatch(/^Dag og måned/);
});

test('an unknown message is never shown in English', () => {
  expect(nbServiceMessage('A rule of tomorrow.')).toBe(NB_UNKNOWN_MESSAGE);
});
