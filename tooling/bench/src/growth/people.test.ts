import { OPERATIONS } from '@profiles/contracts';
import { uniqueKeysOf } from '@profiles/domain';
import { describe, expect, test } from 'vitest';
import { Household } from './household.js';
import { type Person, personAt } from './people.js';

const COUNT = 4_000;
const people = Array.from({ length: COUNT }, (_, n) => personAt(1, n));
const shareOf = (is: (person: Person) => boolean) => people.filter(is).length / COUNT;

describe('the people of a growing population', () => {
  test('are each one that the contract accepts', () => {
    const refused = people.filter(({ command }) => !OPERATIONS.profiles.create.input.safeParse(command).success);
    expect(refused).toEqual([]);
  });

  test('are the same with the same seed, others with another', () => {
    expect(personAt(1, 17)).toEqual(people[17]);
    expect(personAt(2, 17)).not.toEqual(people[17]);
  });

  test('belong to organisation 1, seven of ten, and have a card, one of three', () => {
    expect(shareOf(({ command }) => command.organisationId === 1)).toBeCloseTo(0.7, 1);
    expect(shareOf(({ card }) => card !== undefined)).toBeCloseTo(0.33, 1);
  });

  test('share a rare surname with nineteen others, however many there are', () => {
    const bearers = new Map<string, number>();
    for (const { command, hasRareSurname } of people) {
      if (hasRareSurname) bearers.set(command.surname, (bearers.get(command.surname) ?? 0) + 1);
    }
    expect([...bearers.values()]).toEqual(Array.from({ length: COUNT / 200 }, () => 20));
  });

  test('become profiles that collide in nothing, with every fiftieth merged into the one before', () => {
    const household = new Household();
    for (const [n, person] of people.entries()) household.add(person, 1_000_000 + n);
    const profiles = household.commit().profiles.flatMap(({ after }) => after ?? []);
    const keys = profiles.flatMap((profile) => uniqueKeysOf(profile).map((key) => `${profile.organisationId} ${key}`));
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(profiles.map(({ uuid }) => uuid)).size).toBe(COUNT);
    const merged = profiles.filter(({ parentId }) => parentId !== undefined);
    expect(merged).toHaveLength(COUNT / 50);
    expect(merged.every(({ customerNumber, parentId }) => parentId === customerNumber - 1)).toBe(true);
  });
});
