import { describe, expect, test } from 'vitest';
import { decideAddTicket } from './personnel-tickets.js';
import { aProfile, aTicket, LATER, NOW, profileAfter, rejectionOf } from './testing/given.js';

describe('personnel tickets', () => {
  test.each(['S', 'P'] as const)('a profile of type %s may hold any number; a new one comes last', (profileType) => {
    const profile = aProfile({ profileType, personnelTickets: [aTicket('first', NOW)] });
    const { personnelTickets } = profileAfter(decideAddTicket(profile, aTicket('second', LATER)));
    expect(personnelTickets).toEqual([aTicket('first', NOW), aTicket('second', LATER)]);
  });

  test('a temporary profile holds none', () => {
    expect(rejectionOf(decideAddTicket(aProfile({ profileType: 'T' }), aTicket('t', LATER))).code).toBe(409);
  });
});
