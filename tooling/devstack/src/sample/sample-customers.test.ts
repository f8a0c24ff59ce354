import { OPERATIONS } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { sampleCustomers, sampleRef } from './sample-customers.js';

const COUNT = 2_000;
const samples = sampleCustomers(COUNT);
const profiles = samples.map(({ profile }) => profile);
const ecards = samples.flatMap(({ ecard }) => ecard ?? []);

function shareOf(type: 'S' | 'P' | 'T'): number {
  return profiles.filter(({ profileType }) => profileType === type).length / COUNT;
}

describe('the sample customers', () => {
  test('are each one that the contract accepts', () => {
    const refused = profiles.filter((profile) => !OPERATIONS.profiles.create.input.safeParse(profile).success);
    expect(refused).toEqual([]);
  });

  test('have e-cards that the contract accepts, about one in three', () => {
    const input = OPERATIONS.ecards.add.input;
    expect(ecards.filter((ecard) => !input.safeParse({ customerNumber: 1, ...ecard }).success)).toEqual([]);
    expect(ecards.length / COUNT).toBeGreaterThan(0.3);
    expect(ecards.length / COUNT).toBeLessThan(0.4);
  });

  test('collide in nothing that has to be unique', () => {
    const unique = [profiles.map(({ customerRef }) => customerRef), ecards.map(({ ecardNumber }) => ecardNumber)];
    for (const values of unique) expect(new Set<string | number>(values).size).toBe(values.length);
    const emails = profiles.flatMap(({ email }) => email?.toLowerCase() ?? []);
    expect(new Set(emails).size).toBe(emails.length);
  });

  test('are the same in every run, and the first ones are the same however many there are', () => {
    expect(sampleCustomers(30)).toEqual(samples.slice(0, 30));
    expect(profiles[0]?.customerRef).toBe(sampleRef(1));
  });

  test('belong to two organisations, 1 400 and 600, and are mostly standard customers', () => {
    expect(profiles.filter(({ organisationId }) => organisationId === 1)).toHaveLength(1_400);
    expect(profiles.filter(({ organisationId }) => organisationId === 2)).toHaveLength(600);
    expect(shareOf('S')).toBeGreaterThan(0.85);
    expect(shareOf('P')).toBeGreaterThan(0.02);
    expect(shareOf('T')).toBeGreaterThan(0.02);
  });

  test('every email is at a domain that is reserved for examples', () => {
    expect(profiles.filter(({ email }) => email != null && !email.endsWith('@example.com'))).toEqual([]);
  });
});
