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

  test('nothing is taken without options, although the target lacks values', () => {
    expect(merged({ fillBlanks: false }).target).not.toHaveProperty('takenFrom');
    expect(merged({}).target).not.toHaveProperty('takenFrom');
  });

  test('fillBlanks takes the date of a source that is not temporary', () => {
    const dated = aProfile({ ...source, expirationDate: LATER });
    expect(merged({ fillBlanks: true }, { source: dated }).target.expirationDate).toBe(LATER);
  });

  test('a profile without a username gets none', () => {
    const after = merged({ take: ['surname'] }, { target: aProfile({ customerNumber: 2 }) }).target;
    expect(after).not.toHaveProperty('username');
  });

  describe('fillBlanks fills the verification of a value that both have', () => {
    const both = { email: 'a@x.no', ...PHONE, telephoneNumberVerifiedAt: EARLIER };
    const verified = aProfile({ customerNumber: 1, emailVerifiedAt: EARLIER, ...both });
    const { telephoneNumberVerifiedAt: _verified, ...plain } = { customerNumber: 2, ...both, username: 'a@x.no' };
    const unverified = aProfile(plain);
    const filled = (into: Profile, from = verified) =>
      merged({ fillBlanks: true }, { source: from, target: into }).target;

    test('of the email and of the telephone number', () => {
      expect(filled(unverified)).toMatchObject({ emailVerifiedAt: EARLIER, telephoneNumberVerifiedAt: EARLIER });
    });

    test('not where the values differ', () => {
      const other = filled({ ...unverified, email: 'b@x.no', telephoneNumberNoCountryCode: '40612234' });
      expect(other).not.toHaveProperty('emailVerifiedAt');
      expect(other).not.toHaveProperty('telephoneNumberVerifiedAt');
      expect(filled({ ...unverified, countryCode: '+46' })).not.toHaveProperty('telephoneNumberVerifiedAt');
    });

    test('not where the target has one', () => {
      const after = filled({ ...unverified, emailVerifiedAt: NOW, telephoneNumberVerifiedAt: NOW });
      expect(after).toMatchObject({ emailVerifiedAt: NOW, telephoneNumberVerifiedAt: NOW });
      expect(after).not.toHaveProperty('takenFrom');
    });

    test('not where neither has the value', () => {
      const { email: _email, emailVerifiedAt: _mark, ...rest } = verified;
      const { telephoneNumberNoCountryCode: _number, countryCode: _code, ...bare } = rest;
      const stale = { ...bare, emailVerifiedAt: EARLIER };
      const empty = aProfile({ customerNumber: 2 });
      expect(filled(empty, stale)).not.toHaveProperty('emailVerifiedAt');
      expect(filled(empty, stale)).not.toHaveProperty('telephoneNumberVerifiedAt');
    });
  });

  describe('[ERASE-1] the record of origins', () => {
    test('names the source, or the profile that the source had the value from', () => {
      const second = aProfile({ ...source, takenFrom: { vippsId: 9 }, vippsId: 'w' });
      const { target: after, source: from } = merged({ take: ['vippsId', 'firstName'] }, { source: second });
      expect(after.takenFrom).toStrictEqual({ vippsId: 9, firstName: 1 });
      expect(from.mergeRecord?.replacedValues).toStrictEqual({ vippsId: 'v', firstName: 'Ola' });
      expect(from.mergeRecord).not.toHaveProperty('replacedOrigins');
    });

    test('keeps the origins of the values that are replaced, and no others', () => {
      const earlier = aProfile({ ...target, takenFrom: { firstName: 8, vippsId: 8 }, relatedCustomerNumbers: [8] });
      const { target: after, source: from } = merged({ take: ['firstName'] }, { target: earlier });
      expect(from.mergeRecord?.replacedOrigins).toStrictEqual({ firstName: 8 });
      expect(after.takenFrom).toStrictEqual({ firstName: 1, vippsId: 8 });
      expect(unmerged({ source: from, target: after }).target).toEqual(earlier);
    });

    test('[UNMERGE-1] a value of a profile that was unmerged since does not come back; a required one stays', () => {
      const earlier = aProfile({ ...target, takenFrom: { firstName: 8, vippsId: 8 }, relatedCustomerNumbers: [8] });
      const second = aProfile({ ...source, vippsId: 'w' });
      const { target: after, source: from } = merged(
        { take: ['firstName', 'vippsId'] },
        { source: second, target: earlier },
      );
      const left = { ...after, relatedCustomerNumbers: [1] };
      const back = unmerged({ source: from, target: left }).target;
      expect(back).not.toHaveProperty('vippsId');
      expect(back?.firstName).toBe('Ola');
      expect(back?.takenFrom).toStrictEqual({ firstName: 8 });
    });

    test('[UNMERGE-1] a telephone number goes back whole, and stays when half of it was changed', () => {
      const phoned = aProfile({ ...target, countryCode: '+46', telephoneNumberNoCountryCode: '701234567' });
      const { target: after, source: from } = merged({ take: ['countryCode'] }, { target: phoned });
      expect(unmerged({ source: from, target: after }).target).toEqual(phoned);
      const moved = update(after, { countryCode: '+45', telephoneNumberNoCountryCode: '40612233' });
      expect(unmerged({ source: from, target: moved }).target).toMatchObject({
        ...{ countryCode: '+45', telephoneNumberNoCountryCode: '40612233' },
      });
    });

    test('[UNMERGE-1] without values that were taken the target stays as it is', () => {
      const { target: after, source: from } = merged({});
      const own = { ...after, takenFrom: { vippsId: 9 } };
      expect(unmerged({ source: from, target: own }).target?.takenFrom).toStrictEqual({ vippsId: 9 });
    });
  });
});
