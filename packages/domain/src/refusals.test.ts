import { expect, test } from 'vitest';
import { unchanged } from './accept.js';
import { decideConvert } from './convert-profile.js';
import { decideDeactivate } from './deactivate-profile.js';
import type { Decision } from './decision.js';
import { decideTestWebhook } from './deliver-webhook.js';
import { decideMarkDistinct } from './distinct-profiles.js';
import { decideAddEcard } from './ecard-ownership.js';
import { decideConnect, decideMerge } from './merge-profiles.js';
import type { Profile } from './profile.js';
import { refusalOfWrite } from './redirection.js';
import { decideRestore } from './restore-profile.js';
import { anEcard, aProfile, aTicket, EARLIER, LATER, NOW, rejectionOf } from './testing/given.js';
import { decideUpdate, type ProfilePatch } from './update-profile.js';

const [one, two] = [aProfile({ customerNumber: 1 }), aProfile({ customerNumber: 2 })];
const merged = aProfile({ customerNumber: 3, status: 'P', parentId: 2 });
const temporary = aProfile({ customerNumber: 4, profileType: 'T', expirationDate: LATER });
const parties = (source: Profile, target: Profile) => ({
  ...{ source, target, leadsTo: { source: source.parentId ?? source.customerNumber, target: target.customerNumber } },
  ...{ sourceEcards: [], targetCurrentEcards: 0, now: NOW },
});
const card = { owner: one, fields: anEcard(), isHeld: false, currentEcards: 0, id: 'i', now: NOW };
const update = (profile: Profile, patch: ProfilePatch) =>
  decideUpdate({ profile, patch, newAddressIds: [], defaultExpiration: LATER, now: NOW });
const hook = {
  ...{ id: 'h', organisationId: 1, slot: 0, url: 'https://x.no/', isActive: false, secrets: [], version: 1 },
  ...{ createdAt: NOW, changedAt: NOW },
};
const ofTest = { webhook: hook, eventId: 'e', body: '{}', now: NOW };
const future = '2026-03-01T12:00:00.001Z';

// A caller reads in `detail` why a call was refused, and what to do.
test.each<[reason: string, decide: () => Decision]>([
  ['Profile 3 was merged into 2.', () => decideConnect(parties(merged, one))],
  ['Profile 1 is passive.', () => decideConnect(parties({ ...one, status: 'P' }, two))],
  ['Profile 4 is of type T; this needs type S.', () => decideConnect(parties(one, temporary))],
  ['Profile 1 is of type S; this needs type P.', () => decideMerge(parties(one, two))],
  [
    'Profile 5 is of type P; this needs type T or S.',
    () => decideConnect(parties(aProfile({ customerNumber: 5, profileType: 'P' }), two)),
  ],
  ['A profile cannot be merged with itself.', () => decideConnect(parties(one, one))],
  ['A profile cannot be marked distinct from itself.', () => decideMarkDistinct({ profile: one, other: one })],
  [
    'Only an active temporary profile can be converted.',
    () => decideConvert({ profile: one, patch: {}, newAddressIds: [], defaultExpiration: LATER, now: NOW }),
  ],
  ['The profile was merged into another one.', () => decideRestore(merged)],
  ['The profile is passive; a card needs an active owner.', () => decideAddEcard({ ...card, owner: merged })],
  [
    'expirationDate lies in the past.',
    () => decideDeactivate({ profile: one, expirationDate: EARLIER, defaultExpiration: LATER, now: NOW }),
  ],
  [
    'The profile holds personnel tickets that are still valid.',
    () =>
      decideDeactivate({
        profile: { ...one, personnelTickets: [aTicket('t', LATER)] },
        ...{ defaultExpiration: LATER, now: NOW },
      }),
  ],
  ['The webhook is paused, so it sends nothing. Update it with isActive: true first.', () => decideTestWebhook(ofTest)],
  ['A temporary profile needs an expirationDate.', () => update(temporary, { expirationDate: null })],
  [
    'The expirationDate of a temporary profile must lie in the future.',
    () => update(temporary, { expirationDate: NOW }),
  ],
  ['A name must not be empty.', () => update(one, { surname: null })],
  [
    'A verification timestamp must not lie in the future.',
    () => update({ ...one, email: 'a@x.no' }, { emailVerifiedAt: future }),
  ],
  ['emailVerifiedAt needs the email that was verified.', () => update(one, { emailVerifiedAt: NOW })],
  [
    'telephoneNumberVerifiedAt needs the telephone number that was verified.',
    () => update(one, { telephoneNumberVerifiedAt: NOW }),
  ],
  [
    'The profile was merged into 2; write to that one.',
    () => refusalOfWrite(merged, { ...two, relatedCustomerNumbers: [3] }) ?? unchanged,
  ],
])('%s', (reason, decide) => {
  expect(rejectionOf(decide()).details.message).toBe(reason);
});

test('several errors of one update are all named, with their fields', () => {
  const { details } = rejectionOf(update(one, { surname: null, firstName: null, emailVerifiedAt: future }));
  expect(details.message).toBe('surname: A name must not be empty.');
  expect(details.errors?.map(({ path }) => path)).toEqual([
    ...['surname', 'firstName', 'emailVerifiedAt', 'emailVerifiedAt'],
  ]);
});
