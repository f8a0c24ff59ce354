import { problem, type Transform, value } from './transform.js';

/** Words before a surname that belong to it. */
const PARTICLES = new Set(
  "af al av ben bin da das de del della den der di do dos du el ibn la le les ter ten van von vom zu zum zur 't".split(
    ' ',
  ),
);

/** The two parts of a full name. */
export interface NameParts {
  readonly firstName: string;
  readonly surname: string;
}

/**
 * Splits a full name. With a comma the surname is first: `Nordmann, Kari Marie`. Otherwise it is the last word, with the
 * particles before it: `Ludwig van Beethoven`. A single word is not split.
 */
function splitName(text: string): NameParts | undefined {
  const [before = '', after, ...more] = text.split(',').map((part) => part.trim().replace(/\s+/g, ' '));
  if (more.length > 0) return undefined;
  if (after !== undefined) return before === '' || after === '' ? undefined : { firstName: after, surname: before };
  const words = before.split(' ');
  let begin = words.length - 1;
  while (begin > 1 && PARTICLES.has((words[begin - 1] ?? '').toLowerCase())) begin -= 1;
  if (begin < 1) return undefined;
  return { firstName: words.slice(0, begin).join(' '), surname: words.slice(begin).join(' ') };
}

/**
 * The parts of a full name that a record has besides separate ones. A name that can't be split is kept as the first name: the
 * row is refused for want of a surname, and its report shows whose it is.
 */
export function partsOfName(text: string | undefined): Partial<NameParts> {
  if (text === undefined || text.trim() === '') return {};
  return splitName(text) ?? { firstName: text.trim() };
}

const EXPECTED = 'Expected a full name: first name and surname, or "Surname, First name".';

/** The first and middle names of a full name. */
export const firstName: Transform = (text) => {
  const parts = splitName(text);
  return parts === undefined ? problem(EXPECTED) : value(parts.firstName);
};

/** The surname of a full name. */
export const surname: Transform = (text) => {
  const parts = splitName(text);
  return parts === undefined ? problem(EXPECTED) : value(parts.surname);
};
