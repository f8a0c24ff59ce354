import { describe, expect, test } from 'vitest';
import { decideConnect } from './merge-profiles.js';
import { previewMerge } from './preview-merge.js';
import type { Profile } from './profile.js';
import type { MergeOptions } from './take-fields.js';
import { aProfile, changesOf, EARLIER, LATER, NOW } from './testing/given.js';
import { decideUnmerge } from './unmerge-profiles.js';
import { decideUpdate, type ProfilePatch } from './update-profile.js';

const PHONE = { countryCode: '+47', telephoneNumberNoCountryCode: '40612233', telephoneNumberVerifiedAt: EARLIER };
const source = aProfile({ customerNumber: 1, email: 'b@x.no', username: 'b@x.no', emailVerifiedAt: EARLIER, ...PHONE });
const target = aProfile({ customerNumber: 2, firstName: 'Ola', email: 'a@x.no', username: 'a@x.no', vippsId: 'v' });

const command = (options: MergeOptions, parties: { source?: Profile; target?: Profile } = {}) => ({
  ...{ source, target, ...parties, options, now: NOW },
  ...{ leadsTo: { source: 1, target: 2 }, sourceEcards: [], targetCurrentEcards: 0 },
});

function merged(options: MergeOptions, parties: { source?: Profile; target?: Profile } = {}) {
  const [sourceAfter, targetAfter] = changesOf(decideConnect(command(options, parties))).profiles.map((c) => c.after);
  if (!sourceAfter || !targetAfter) throw new Error('A connect changes both.');
  return { source: sourceAfter, target: targetAfter };
}

function unmerged(parties: { source: Profile; target: Profile }) {
  const { profiles } = changesOf(decideUnmerge({ ...parties, targetEcards: [], now: LATER }));
  return { target: profiles[0]?.after, source: profiles[1]?.after };
}

const update = (profile: Profile, patch: ProfilePatch) => {
  const decision = decideUpdate({ profile, patch, newAddressIds: [], defaultExpiration: LATER, now: NOW });
  return changesOf(decision).profiles[0]?.after ?? profile;
};

describe('[TAKE-1] single-valued fields in a merge or connect', () => {
  test('without options the target keeps its own values, and stays without others', () => {
    expect(merged({}).target).toMatchObject({ email: 'a@x.no', vippsId: 'v' });
    expect(merged({}).target).not.toHaveProperty('countryCode');
  });

  test('fillBlanks fills what the target lacks, and nothing else; a timestamp goes with its value', () => {
    const after = merged({ fillBlanks: true }).target;
    expect(after).toMatchObject({ ...PHONE, email: 'a@x.no', firstName: 'Ola' });
    expect(after).not.toHaveProperty('emailVerifiedAt');
  });

  test('take replaces a value with its timestamp, and the username follows the email', () => {
    const after = merged({ take: ['email', 'firstName'] }).target;
    expect(after).toMatchObject({ email: 'b@x.no', emailVerifiedAt: EARLIER, username: 'b@x.no', firstName: 'Kari' });
    const unverified = aProfile({ ...source, emailVerifiedAt: undefined } as never);
    const verified = { ...target, emailVerifiedAt: EARLIER };
    expect(
      merged({ take: ['email'] }, { source: unverified, target: verified }).target.emailVerifiedAt,
    ).toBeUndefined();
  });

  test('either half of the telephone number stands for the pair; an empty field is not taken', () => {
    expect(merged({ take: ['telephoneNumberNoCountryCode'] }).target).toMatchObject(PHONE);
    expect(merged({ take: ['vippsId'] }).target.vippsId).toBe('v');
  });

  test('fillBlanks fills an empty name, and not the end of a temporary profile', () => {
    const temporary = aProfile({ ...source, profileType: 'T', expirationDate: LATER });
    const nameless = aProfile({ ...target, surname: '' });
    const after = merged({ fillBlanks: true }, { source: temporary, target: nameless }).target;
    expect(after.surname).toBe('Nordmann');
    expect(after.expirationDate).toBeUndefined();
  });

  test('[PREVIEW-1] the preview shows the outcome', () => {
    const { takes, conflicts } = previewMerge(command({ fillBlanks: true, take: ['firstName'] }));
    expect(takes).toContainEqual({ field: 'firstName', source: 'Kari', target: 'Ola' });
    expect(takes).toContainEqual({ field: 'countryCode', source: '+47' });
    expect(conflicts.map(({ field }) => field)).toEqual(['email', 'username']);
  });

  test('[PREVIEW-1] an email that another profile holds is refused as the merge would be (602)', () => {
    const temporary = aProfile({ customerNumber: 1, profileType: 'T', email: 'b@x.no', expirationDate: LATER });
    const holder = aProfile({ customerNumber: 3, email: 'B@x.no', username: 'B@x.no' });
    const parties = command({ take: ['email'] }, { source: temporary });
    expect(previewMerge(parties, [holder])).toMatchObject({ outcome: 'refused', takes: [], refusal: { code: 602 } });
    const free = [aProfile({ ...holder, status: 'D' }), temporary, target];
    expect(previewMerge(parties, free).outcome).toBe('possible');
    expect(previewMerge(command({}, { source: temporary }), [holder]).outcome).toBe('possible');
  });

  test('[UNMERGE-1] both get back the values that the merge changed', () => {
    const options: MergeOptions = { fillBlanks: true, take: ['email', 'firstName'] };
    expect(unmerged(merged(options))).toEqual({ source, target });
  });

  test('[UNMERGE-1] a value that was changed since stays, also one that was changed back', () => {
    const { source: from, target: into } = merged({ take: ['email', 'firstName'] });
    const renamed = update(into, { firstName: 'Per' });
    expect(unmerged({ source: from, target: renamed }).target).toMatchObject({ firstName: 'Per', email: 'a@x.no' });
    const back = update(renamed, { firstName: 'Kari' });
    expect(unmerged({ source: from, target: back }).target).toMatchObject({ firstName: 'Kari' });
  });

  test('[UNMERGE-1] an email that was verified or cleared since', () => {
    const { source: from, target: into } = merged({ take: ['email'] });
    const verified = update(into, { emailVerifiedAt: NOW });
    expect(unmerged({ source: from, target: verified }).target).toEqual(target);
    const cleared = unmerged({ source: from, target: update(into, { email: null }) }).target;
    expect(cleared?.email).toBeUndefined();
    expect(cleared?.emailVerifiedAt).toBeUndefined();
  });

  test('[MERGE-2] a repetition ignores the options', () => {
    const again = decideConnect(command({ take: ['email'] }, merged({})));
    expect(changesOf(again).profiles).toEqual([]);
  });
});
