import type { Population } from '../population.js';

import { chanceOf } from './chance.js';
import { type Person, personAt } from './people.js';

/** The customer of a request: an active one of organisation 1, with the fields that requests use. */
export interface Known {
  readonly person: Person;
  readonly customerNumber: number;
}

const DRAWN = 20_000;
const CARDS = 64;

/** Customers from all over a population, alike many of a small one and of a large one. */
export function sampleOf(customerNumbers: readonly number[], seed: number): Known[] {
  const chance = chanceOf(seed, customerNumbers.length);
  const drawn = new Set(Array.from({ length: DRAWN }, () => chance.below(customerNumbers.length)));
  const known: Known[] = [];
  for (const n of drawn) {
    const person = personAt(seed, n);
    const { organisationId, profileType } = person.command;
    const customerNumber = customerNumbers[n];
    if (organisationId === 1 && profileType === 'S' && customerNumber !== undefined) {
      known.push({ person, customerNumber });
    }
  }
  return known;
}

/** The inputs of the rows of `npm run bench`. */
export function populationOf(sample: readonly Known[], token: string): Population {
  const withEmail = sample.flatMap(({ person: { command }, customerNumber }) =>
    command.email === undefined ? [] : { customerNumber, email: command.email, surname: command.surname },
  );
  const withCard = sample.flatMap(({ person: { card }, customerNumber }) => (card ? { card, customerNumber } : []));
  const cards = withCard.slice(0, CARDS).map(({ card, customerNumber }, nth) => {
    const other = withEmail[nth]?.customerNumber ?? 0;
    return { ecardNumber: card.ecardNumber, owners: [other, customerNumber] as const };
  });
  return { customers: withEmail, cards, token };
}
