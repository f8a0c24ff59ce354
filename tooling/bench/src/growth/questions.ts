import type { ContenderProcess } from '../contender-process.js';
import type { Population } from '../population.js';
import { makerFor, type RequestMaker, trpc } from '../rows.js';
import type { Known } from './sample.js';
import { type Criteria, criteriaFrom } from './searches.js';

/** One row of the table: what is asked of the service again and again. */
export interface Question {
  readonly row: string;
  readonly make: RequestMaker;
  /** The criterion of a search: the number of matches is reported beside the time. */
  readonly searchedBy?: readonly Criteria[];
}

const PAGE = 20;

/** Those that write come last, so that what they add is not there for the others of their step. */
export function questionsFor(
  service: ContenderProcess,
  sample: readonly Known[],
  population: Population,
): readonly Question[] {
  const known = (row: string): Question => {
    const make = makerFor(service, row, population);
    if (make === undefined) throw new Error(`There is no row ${row} for the service.`);
    return { row, make };
  };
  const nth = <T>(values: readonly T[], n: number) => values[(n * 7919) % values.length];
  const cards = sample.flatMap(({ person: { card } }) => (card ? String(card.ecardNumber) : []));
  const searches = criteriaFrom(sample);
  return [
    known('get by number'),
    { row: 'get by uuid', make: (n) => trpc('profiles.getByUuid', { uuid: nth(sample, n)?.person.uuid }) },
    known('by email'),
    { row: 'get by e-card', make: (n) => trpc('profiles.getByEcard', { ecardNumber: nth(cards, n) }) },
    ...searches.map(({ name, asked }) => ({
      row: `find: ${name}`,
      make: (n: number) => trpc('profiles.find', { ...nth(asked, n), maxResultSet: PAGE }),
      searchedBy: asked,
    })),
    ...searches.map(({ name, asked }) => ({
      row: `search: ${name}`,
      make: (n: number) => trpc('profiles.search', { ...nth(asked, n), perPage: PAGE }),
      searchedBy: asked,
    })),
    ...searches.map(({ name, asked }) => ({
      row: `search, no total: ${name}`,
      make: (n: number) => trpc('profiles.search', { ...nth(asked, n), perPage: PAGE, includeTotal: false }),
      searchedBy: asked,
    })),
    known('move a card'),
    known('create'),
  ];
}
