import { describe, expect, test } from 'vitest';
import { accept } from './accept.js';
import { decideUpdateDefinition } from './define-preference.js';
import { decideCreateWebhook, decideUpdateWebhook } from './define-webhook.js';
import { fieldChanges } from './field-changes.js';
import { excessOf, LIST_LIMITS } from './list-limits.js';
import { decideConnect } from './merge-profiles.js';
import { decideAddTicket } from './personnel-tickets.js';
import { decideAddAddress } from './postal-addresses.js';
import type { PreferenceDefinition } from './preference-types.js';
import { decideCreatePreference, decideReplacePreferences } from './preferences.js';
import type { Profile } from './profile.js';
import { takeFields, withOwnValues } from './take-fields.js';
import {
  aNote,
  anAccount,
  aPreference,
  aProfile,
  aTicket,
  EARLIER,
  LATER,
  NOW,
  profileAfter,
  profilesAfter,
  rejectionOf,
} from './testing/given.js';
import { uniqueKeysOf, usernameAfter } from './uniqueness.js';
import { decideUnmerge } from './unmerge-profiles.js';
import { MAX_WEBHOOKS, type Webhook } from './webhook.js';

const definition = (id: number, fields: Partial<PreferenceDefinition> = {}): PreferenceDefinition => ({
  ...{ id, organisationId: 1, preferenceCode: `CODE-${id}`, preferenceType: 'TEXT', preferenceDescription: 'Seat.' },
  ...{ isActive: true, createdAt: EARLIER, changedAt: EARLIER, version: 1 },
  ...fields,
});

function connected(source: Profile, target: Profile): [Profile, Profile] {
  const leadsTo = { source: source.customerNumber, target: target.customerNumber };
  const merge = { source, target, leadsTo, sourceEcards: [], targetCurrentEcards: 0, now: NOW };
  return profilesAfter(decideConnect(merge)) as [Profile, Profile];
}

describe('a refusal says what is wrong and what to do', () => {
  test('of preferences', () => {
    const held = aProfile({ preferences: [aPreference(1)] });
    const scene = { profile: held, definitions: [definition(1), definition(4, { isActive: false })], now: NOW };
    const value = (preferenceId: number) => ({ preferenceId, preferenceValue: 'x' });
    const messageOf = (preferenceId: number) => rejectionOf(decideCreatePreference(scene, value(preferenceId))).details;
    expect(messageOf(1).message).toContain('has preference 1 already; update it');
    expect(messageOf(4).message).toBe('Preference 4 is not active.');
    expect(messageOf(9).message).toBe('There is no preference 9.');
    const twice = rejectionOf(decideReplacePreferences(scene, [value(1), value(1)]));
    expect(twice.details.message).toBe('Preference 1 is in the list twice.');
  });

  test('of a definition, a webhook, a ticket and lists', () => {
    const change = { patch: { preferenceType: 'DATE' as const }, others: [], isHeld: true, now: NOW };
    const refused = rejectionOf(decideUpdateDefinition({ definition: definition(1), ...change }));
    expect(refused.details.message).toContain('Create another definition');
    const creation = { fields: { url: 'https://example.no/', isActive: true }, id: '0000002a', organisationId: 1 };
    const takenSlots = Array.from({ length: MAX_WEBHOOKS }, (_, slot) => slot);
    const full = { ...creation, takenSlots, refusalOfUrl: undefined, sealed: 'one', now: NOW };
    expect(rejectionOf(decideCreateWebhook(full)).details.message).toContain('Delete one first');
    const temporary = aProfile({ profileType: 'T' });
    expect(rejectionOf(decideAddTicket(temporary, aTicket('t', LATER))).details.message).toContain('convert it');
    const lists = {
      customerAccounts: Array.from({ length: LIST_LIMITS.customerAccounts + 1 }, (_, at) => anAccount(`${at}`)),
      notes: Array.from({ length: LIST_LIMITS.notes + 1 }, (_, at) => aNote(`${at}`)),
    };
    const message = excessOf(aProfile(lists))?.details.message ?? '';
    expect(message).toMatch(/in customerAccounts; .* first\. The profile .* in notes; /);
  });

  test('[VERIFIED-1] of an address with a bad post code and a verification in the future: as bad input (400)', () => {
    const address = { town: 'Oslo', postCode: '1', typeOfAddress: 'P' as const, countryCode: 'NOR', verifiedAt: LATER };
    const refused = rejectionOf(decideAddAddress(aProfile(), address, { id: 1, now: NOW }));
    expect(refused.code).toBe(400);
    expect(refused.details.errors?.map(({ path }) => path)).toEqual(['postCode', 'verifiedAt']);
  });
});

test('a profile that a decision leaves as it is is checked together with those that it changes', () => {
  const [one, other] = [aProfile({ customerNumber: 1 }), aProfile({ customerNumber: 2 })];
  const changed = { before: one, after: { ...one, surname: 'Hansen' } };
  const decided = (...profiles: { before: Profile; after: Profile }[]) => {
    const decision = accept({ profiles });
    return decision.outcome === 'accepted' ? decision.changes : undefined;
  };
  expect(decided(changed, { before: other, after: { ...other } })).toMatchObject({ checked: [other] });
  expect(decided(changed)).not.toHaveProperty('checked');
  expect(decided({ before: other, after: { ...other } })).not.toHaveProperty('checked');
});

test('the history of a creation shows entries of lists without what no response shows', () => {
  const entry = { ...aPreference(1), entryId: '1.1' };
  const [preferences] = fieldChanges({ after: aProfile({ preferences: [entry] }) }, [], ['preferences']);
  expect(preferences).toEqual({ field: 'preferences', after: [aPreference(1)] });
});

test('[ERASE-1] a value that is cleared is recorded with the profile it was taken from', () => {
  const before = aProfile({ email: 'a@x.no', takenFrom: { email: 2 } });
  const change = { before, after: aProfile() };
  expect(fieldChanges(change, [], ['email'])).toEqual([{ field: 'email', before: 'a@x.no', from: 2 }]);
});

test('[ERASE-1] so is an email that was put away, and that a restore gives back', () => {
  const takenFrom = { email: 2 };
  const before = aProfile({ status: 'D', emailOld: 'a@x.no', takenFrom });
  const change = { before, after: aProfile({ email: 'a@x.no', takenFrom }) };
  expect(fieldChanges(change, [], ['emailOld'])).toEqual([{ field: 'emailOld', before: 'a@x.no', from: 2 }]);
});

test('[ERASE-1] an item keeps the number of the first profile that it came from over several merges', () => {
  const [, target] = connected(aProfile({ customerNumber: 3, notes: [aNote('n')] }), aProfile({ customerNumber: 2 }));
  const [source, last] = connected(target, aProfile({ customerNumber: 1 }));
  expect(last.notes).toMatchObject([{ mergedFrom: 3 }]);
  const [, back] = profilesAfter(decideUnmerge({ source, target: last, targetEcards: [], now: NOW }));
  expect(back?.notes).toMatchObject([{ mergedFrom: 3 }]);
});

test('[ERASE-1] a preference keeps its origin with its value, and loses it with a new one', () => {
  const profile = aProfile({ preferences: [{ ...aPreference(1, 'old'), mergedFrom: 2 }, aPreference(2, 'x')] });
  const scene = { profile, definitions: [definition(1), definition(2)], now: NOW };
  const replaced = (first: string, second: string) =>
    profileAfter(
      decideReplacePreferences(scene, [
        { preferenceId: 1, preferenceValue: first },
        { preferenceId: 2, preferenceValue: second },
      ]),
    )?.preferences[0];
  expect(replaced('old', 'y')).toEqual(profile.preferences[0]);
  expect(replaced('new', 'x')).not.toHaveProperty('mergedFrom');
});

test('[UNMERGE-1] a merge of an earlier version knows the ids of definitions alone', () => {
  const [source, target] = connected(
    aProfile({ customerNumber: 2, preferences: [aPreference(1)] }),
    aProfile({ customerNumber: 1 }),
  );
  if (source.mergeRecord === undefined) throw new Error('A merge has a record.');
  const { preferenceEntryIds: _later, ...mergeRecord } = source.mergeRecord;
  const [, back] = profilesAfter(
    decideUnmerge({ source: { ...source, mergeRecord }, target, targetEcards: [], now: NOW }),
  );
  expect(back?.preferences).toMatchObject([{ preferenceId: 1 }]);
});

test('[MERGE-2] the same merge again is refused (617) once the target is deactivated', () => {
  const [source, target] = connected(aProfile({ customerNumber: 2 }), aProfile({ customerNumber: 1 }));
  const leadsTo = { source: 1, target: 1 };
  const command = { source, leadsTo, sourceEcards: [], targetCurrentEcards: 0, now: NOW };
  expect(decideConnect({ ...command, target: { ...target, status: 'D' } }).outcome).toBe('rejected');
});

test('[TAKE-1] the verification of an email that both have is taken only if blanks are filled', () => {
  const email = 'a@x.no';
  const source = aProfile({ customerNumber: 2, profileType: 'T', email, emailVerifiedAt: EARLIER });
  const target = aProfile({ email });
  expect(takeFields(source, target, {}).target).not.toHaveProperty('emailVerifiedAt');
  expect(takeFields(source, target, { fillBlanks: true }).target).toMatchObject({ emailVerifiedAt: EARLIER });
});

test('[UNIQ-4] [UNIQ-3] a profile without a vippsId holds none, and only a standard one has a username that follows its email', () => {
  expect(uniqueKeysOf(aProfile())).toEqual(['ref:1000000']);
  const ticketHolder = aProfile({ profileType: 'P', username: 'a@x.no', email: 'a@x.no' });
  expect(usernameAfter(ticketHolder, 'b@x.no')).toBe('a@x.no');
});

test('[LIMIT-1] a list is too long also where there was no profile before', () => {
  const notes = Array.from({ length: LIST_LIMITS.notes + 1 }, (_, at) => aNote(`${at}`));
  expect(excessOf(aProfile({ notes }))?.code).toBe(629);
});

test('[PREF-1] a code that was shared before the rule does not stand in the way of other changes', () => {
  const own = definition(1, { preferenceCode: 'SEAT' });
  const others = [definition(2, { preferenceCode: 'SEAT' })];
  const update = {
    definition: own,
    patch: { preferenceDescription: 'Where to sit.' },
    others,
    isHeld: false,
    now: NOW,
  };
  expect(decideUpdateDefinition(update).outcome).toBe('accepted');
});

test('[HOOK-5] a second rotation keeps a secret whose time is not over, with its own end', () => {
  const soon = '2026-03-01T13:00:00.000Z';
  const webhook: Webhook = {
    ...{ id: '0000002a', organisationId: 1, slot: 2, url: 'https://example.no/', isActive: true, version: 1 },
    secrets: [
      { sealed: 'two', createdAt: EARLIER },
      { sealed: 'one', createdAt: EARLIER, validUntil: soon },
    ],
    ...{ createdAt: EARLIER, changedAt: EARLIER },
  };
  const rotation = { sealed: 'three', overlapMillis: 86_400_000 };
  const decision = decideUpdateWebhook({ webhook, patch: {}, refusalOfUrl: undefined, rotation, now: NOW });
  const secrets = decision.outcome === 'accepted' ? decision.changes.webhooks?.[0]?.after?.secrets : undefined;
  expect(secrets?.map(({ sealed }) => sealed)).toEqual(['three', 'two', 'one']);
  expect(secrets?.at(-1)?.validUntil).toBe(soon);
});

describe('[UNMERGE-1] a verification that a merge took for a telephone number that both have', () => {
  const telephone = { countryCode: '+47', telephoneNumberNoCountryCode: '91234567' };
  const source = aProfile({ customerNumber: 2, ...telephone, telephoneNumberVerifiedAt: EARLIER });
  const target = aProfile(telephone);
  const taken = takeFields(source, target, { fillBlanks: true });
  const record = { target: 1_000_000, mergedAt: NOW, ...taken.replaced } as NonNullable<Profile['mergeRecord']>;

  test('goes with the source', () => {
    expect(taken.target.telephoneNumberVerifiedAt).toBe(EARLIER);
    expect(withOwnValues(source, taken.target, record)).toStrictEqual(target);
  });

  test('stays if it is another one by now', () => {
    const verified = { ...taken.target, telephoneNumberVerifiedAt: NOW, takenFrom: { surname: 3 } };
    expect(withOwnValues(source, verified, record).telephoneNumberVerifiedAt).toBe(NOW);
  });
});
