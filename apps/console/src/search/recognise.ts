import type { ProfilesSearchInput } from '@profiles/client';
import { type Item, itemsIn } from './items';

/** The kinds that a part of the text can have. */
export type Kind =
  | 'firstName'
  | 'surname'
  | 'telephoneNumber'
  | 'email'
  | 'customerNumber'
  | 'customerReference'
  | 'ecard'
  | 'postCode'
  | 'dateOfBirth'
  | 'uuid';

/** Why a customer matches: a part of the text, and what it is taken for. */
export interface Reason {
  readonly kind: Kind;
  readonly value: string;
}

/** One call of the service for one reading of the text. */
export type Lookup =
  | { readonly by: 'search'; readonly criteria: ProfilesSearchInput; readonly reasons: readonly Reason[] }
  | { readonly by: 'customerNumber'; readonly number: number; readonly reasons: readonly Reason[] }
  | { readonly by: 'customerReference' | 'ecard' | 'uuid'; readonly text: string; readonly reasons: readonly Reason[] };

/** Fewer letters of a name match too many customers. */
const MIN_LETTERS = 2;

/** A number beside a name that is longer is the beginning of a telephone number or a post code. */
const MAX_DIGITS_OF_NAME = 2;

/** A customer number has seven digits or more (the first is 1 000 000), a card number up to ten. */
const CUSTOMER_NUMBER = /^[1-9]\d{6,9}$/;
const CARD_NUMBER = /^(?:\d{4,10}|\d{16})$/;

/**
 * All readings of a text in the search box. Parts of different kinds narrow each other: half a name and a telephone number
 * are one search. A part that can be several things, such as eight digits, leads to a lookup for each. Empty when the text is
 * too short.
 */
export function recognise(text: string): Lookup[] {
  const items = itemsIn(text);
  return [...searchesFor(items), ...lookupsOfOne(items)];
}

/** Lookups of something that identifies a customer by itself. */
function lookupsOfOne(items: readonly Item[]): Lookup[] {
  const [item] = items;
  if (item === undefined || items.length > 1) return [];
  const { text } = item;
  const lookups: Lookup[] = [];
  if (item.kind === 'hex') lookups.push({ by: 'uuid', text, reasons: [{ kind: 'uuid', value: text }] });
  if (item.kind === 'number' && CUSTOMER_NUMBER.test(text)) {
    lookups.push({ by: 'customerNumber', number: Number(text), reasons: [{ kind: 'customerNumber', value: text }] });
  }
  if (item.kind === 'number' && CARD_NUMBER.test(text)) {
    lookups.push({ by: 'ecard', text, reasons: [{ kind: 'ecard', value: text }] });
  }
  if ((item.kind === 'number' && text.length >= 3) || item.kind === 'code' || item.kind === 'hex') {
    lookups.push({ by: 'customerReference', text, reasons: [{ kind: 'customerReference', value: text }] });
  }
  return lookups;
}

interface Reading {
  readonly criteria: ProfilesSearchInput;
  readonly reasons: readonly Reason[];
}

/** The searches whose criteria are all parts of the text together. */
function searchesFor(items: readonly Item[]): Lookup[] {
  const isWordThere = items.some(({ kind }) => kind === 'word');
  const words = items.filter((item) => isOfName(item, isWordThere)).map(({ text }) => text);
  const others = items.filter((item) => !isOfName(item, isWordThere));
  const alternatives = [...(words.length > 0 ? [nameReadings(words)] : []), ...others.map(readingsOf)];
  if (alternatives.length === 0 || alternatives.some(({ length }) => length === 0)) return [];
  const combined = alternatives.reduce((all, readings) =>
    all.flatMap((one) => readings.flatMap((other) => joined(one, other))),
  );
  const isTooWide = others.length === 0 && words.join('').length < MIN_LETTERS;
  return isTooWide ? [] : combined.map((reading) => ({ by: 'search', ...reading }));
}

/** Names have digits too, such as those of classes and clubs: `Lag2`, or a short number beside a word. */
function isOfName({ kind, text }: Item, isWordThere: boolean): boolean {
  if (kind === 'number') return isWordThere && text.length <= MAX_DIGITS_OF_NAME;
  return kind === 'word' || (kind === 'code' && /\p{L}/u.test(text));
}

/** Both readings together, or nothing when they give one criterion two values. */
function joined(one: Reading, other: Reading): Reading[] {
  if (Object.keys(other.criteria).some((name) => Object.hasOwn(one.criteria, name))) return [];
  return [{ criteria: { ...one.criteria, ...other.criteria }, reasons: [...one.reasons, ...other.reasons] }];
}

/** A name in either order: the first name may have several words, and so may the surname. */
function nameReadings(words: readonly string[]): Reading[] {
  const all = words.join(' ');
  const splits = words.slice(1).flatMap((_, index) => {
    const [head, tail] = [words.slice(0, index + 1).join(' '), words.slice(index + 1).join(' ')];
    return [named(head, tail), named(tail, head)];
  });
  return [...splits, one('surname', all), one('firstName', all), ...emailReadings(words)];
}

function named(firstName: string, surname: string): Reading {
  return {
    criteria: { firstName, surname },
    reasons: [
      { kind: 'firstName', value: firstName },
      { kind: 'surname', value: surname },
    ],
  };
}

function one(kind: Kind & keyof ProfilesSearchInput, value: string): Reading {
  return { criteria: { [kind]: value }, reasons: [{ kind, value }] };
}

/** One word can be the beginning of an email. */
function emailReadings([word = '', ...others]: readonly string[]): Reading[] {
  if (others.length > 0 || !/^[\w.+-]{3,}$/.test(word)) return [];
  return [{ criteria: { email: `${word}*` }, reasons: [{ kind: 'email', value: word }] }];
}

/** The criteria that one part of the text can be, unless it is a word. */
function readingsOf({ kind, text }: Item): Reading[] {
  switch (kind) {
    case 'email':
      return [{ criteria: { email: `${text}*` }, reasons: [{ kind: 'email', value: text }] }];
    case 'date':
      return [one('dateOfBirth', text)];
    case 'telephone':
      return [one('telephoneNumber', text)];
    case 'number':
      return numberReadings(text);
    default:
      return [];
  }
}

function numberReadings(digits: string): Reading[] {
  if (digits.length === 4 || digits.length === 5) return [one('postCode', digits)];
  if (digits.length === 8) {
    const day = dayOf(digits);
    return [one('telephoneNumber', digits), ...(day === undefined ? [] : [one('dateOfBirth', day)])];
  }
  return /^47\d{8}$/.test(digits) ? [one('telephoneNumber', `+${digits}`)] : [];
}

/** Eight digits as a day, such as 31121980. */
function dayOf(digits: string): string | undefined {
  return itemsIn(`${digits.slice(0, 2)}.${digits.slice(2, 4)}.${digits.slice(4)}`).find(({ kind }) => kind === 'date')
    ?.text;
}
