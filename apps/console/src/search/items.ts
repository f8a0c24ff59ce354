/** A part of the text in the search box, by its form. */
export interface Item {
  /** `code` is letters with digits, as in a reference. `number` has digits only, `telephone` a calling code too. */
  readonly kind: 'email' | 'date' | 'telephone' | 'number' | 'hex' | 'code' | 'word';
  /** A date as YYYY-MM-DD, digits without blanks, anything else as typed. */
  readonly text: string;
}

const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** The parts of a text. Groups of digits belong together as in `912 34 567`, unless each is complete by itself. */
export function itemsIn(text: string): Item[] {
  const items: Item[] = [];
  let digits: string[] = [];
  const flush = () => {
    items.push(...numbersIn(digits));
    digits = [];
  };
  for (const token of text.trim().split(/[\s,;]+/)) {
    if (token === '') continue;
    if (/^\+?\d+$/.test(token)) {
      if (token.startsWith('+')) flush();
      digits.push(token);
    } else {
      flush();
      items.push(itemOf(token));
    }
  }
  flush();
  return items;
}

function itemOf(token: string): Item {
  if (token.includes('@')) return { kind: 'email', text: token };
  const date = dateOf(token);
  if (date !== undefined) return { kind: 'date', text: date };
  if (/^[0-9a-f]{32}$/i.test(token)) return { kind: 'hex', text: token.toLowerCase() };
  return { kind: /\d/.test(token) ? 'code' : 'word', text: token };
}

/** A day that exists, as YYYY-MM-DD. */
function dateOf(token: string): string | undefined {
  const [, day, month, year] = DAY_FIRST.exec(token) ?? [];
  const [, y = year, m = month, d = day] = YEAR_FIRST.exec(token) ?? [];
  if (y === undefined || m === undefined || d === undefined) return undefined;
  const text = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text) ? text : undefined;
}

/** Groups that are numbers by themselves: a post code, or a whole telephone or customer number. */
function isComplete(group: string): boolean {
  return group.length === 4 || group.length >= 7;
}

function numbersIn(groups: readonly string[]): Item[] {
  if (groups.length === 0) return [];
  const whole = groups.join('');
  if (/^(?:\+|00)\d+$/.test(whole)) return [{ kind: 'telephone', text: whole }];
  const isOne = whole.length === 8 || whole.length === 16 || !groups.every(isComplete);
  return (isOne ? [whole] : groups).map((text) => ({ kind: 'number', text }));
}
