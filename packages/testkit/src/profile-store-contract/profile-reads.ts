import type { Profile } from '@profiles/domain';
import { describe, expect, test } from 'vitest';
import { UNUSUAL_TEXTS } from '../unusual-texts.js';
import { changed, merged, saved, unsaved } from './given.js';
import type { StoreScene } from './store-under-test.js';

const AT = '2026-01-31T08:15:30.123Z';

/** Every field a profile can have, so that a codec that forgets one is found out. */
function everyField(text: string): Required<Omit<Profile, 'customerNumber' | 'organisationId' | 'revision'>> {
  return {
    uuid: crypto.randomUUID().replaceAll('-', ''),
    customerRef: text,
    profileType: 'S',
    status: 'P',
    surname: text,
    firstName: '',
    languagePreferenceISO6393: 'NNO',
    username: 'kari@example.no',
    email: 'Kari@Example.no',
    importedMerges: 2,
    emailOld: 'old@example.no',
    vippsId: text,
    countryCode: '+47',
    telephoneNumberNoCountryCode: '91234567',
    telephoneNumberVerifiedAt: AT,
    emailVerifiedAt: AT,
    landlineNumber: text,
    dateOfBirth: '1985-04-12',
    nationality: 'NOR',
    expirationDate: AT,
    invoiceOrganisationId: '974760673',
    parentId: Number.MAX_SAFE_INTEGER,
    mergeRecord: {
      target: 9_007_199_254_740_991,
      mergedAt: AT,
      ecards: [text],
      customerAccounts: [text],
      personnelTickets: ['t'],
      notes: ['n'],
      preferences: [1, 2],
    },
    setAside: { status: 'A', username: text, expirationDate: AT },
    distinctFrom: [3, 4_294_967_296],
    relatedCustomerNumbers: [1, 2_147_483_648],
    takenFrom: { email: 1_000_007 },
    postalAddresses: [
      {
        id: 1,
        town: text,
        postCode: '0150',
        typeOfAddress: 'P',
        countryCode: 'NOR',
        verifiedAt: AT,
        addressLine1: text,
        addressLine2: '',
        createdAt: AT,
        changedAt: AT,
      },
      { id: 4, town: 'x', postCode: 'x', typeOfAddress: 'S', countryCode: 'SWE', createdAt: AT, changedAt: AT },
    ],
    customerAccounts: [{ accountId: text, name: text, createdAt: AT, changedAt: AT }],
    preferences: [{ preferenceId: 7, preferenceValue: text, createdAt: AT, changedAt: AT }],
    personnelTickets: [
      {
        id: 't',
        ticketRightOwner: text,
        ticketRightBearer: text,
        validFrom: AT,
        validTo: AT,
        ticketHolderCode: text,
      },
    ],
    notes: [{ id: 'n', text: `${text}\n\tline`, createdAt: AT, createdBy: text, changedAt: AT, changedBy: text }],
    lastSignInAt: AT,
    lastSignInFrom: text,
    createdAt: AT,
    createdBy: text,
    createdByChannel: text,
    changedAt: AT,
    changedBy: text,
    changedByChannel: text,
  };
}

export function profileReadContract(newScene: () => StoreScene): void {
  describe('reads of profiles', () => {
    test.each(UNUSUAL_TEXTS)('a profile comes back field by field as it went in, with the text %j', async (text) => {
      const scene = newScene();
      const { parentId: _merged, ...fields } = everyField(text);
      const profile = await saved(scene, fields);
      expect(await scene.store.byCustomerNumber(profile.customerNumber)).toStrictEqual(profile);
      expect(await scene.store.byUuid(profile.uuid)).toStrictEqual(profile);
      expect(await scene.store.byCustomerRef(scene.organisationId, text)).toStrictEqual(profile);
      expect(await scene.store.survivorOf(profile.customerNumber)).toStrictEqual(profile);
      expect(await scene.store.find({ ...scene, terms: [], includeTemporary: false, limit: 1 })).toStrictEqual([
        profile,
      ]);
    });

    test('a summary lookup returns the same profile without its preferences and notes', async () => {
      const scene = newScene();
      const { store, organisationId } = scene;
      const { parentId: _merged, ...fields } = everyField('x');
      const { preferences: _preferences, notes: _notes, ...brief } = await saved(scene, fields);
      const { customerNumber, uuid, customerRef } = brief;
      const [related = 0] = brief.relatedCustomerNumbers;
      expect(await store.summaries.byCustomerNumber(customerNumber)).toStrictEqual(brief);
      expect(await store.summaries.byUuid(uuid)).toStrictEqual(brief);
      expect(await store.summaries.byCustomerRef(organisationId, customerRef)).toStrictEqual(brief);
      expect(await store.summaries.survivorOf(customerNumber)).toStrictEqual(brief);
      expect(await store.summaries.byLogin(organisationId, 'kari@example.no')).toStrictEqual([brief]);
      expect(await store.summaries.byCustomerNumbers([customerNumber])).toStrictEqual([brief]);
      expect(await store.summaries.byCustomerRefs(organisationId, [customerRef])).toStrictEqual([brief]);
      expect(await store.summaries.survivorsOf([related])).toContainEqual(brief);
      expect(await store.summaries.find({ ...scene, terms: [], includeTemporary: false, limit: 1 })).toStrictEqual([
        brief,
      ]);
    });

    test('a lookup within one organisation never returns a profile of another, by number or uuid', async () => {
      const [ours, theirs] = [newScene(), newScene()];
      const [one, foreign] = [await saved(ours), await saved(theirs)];
      const { store, organisationId } = ours;
      expect(await store.byCustomerNumber(one.customerNumber, organisationId)).toStrictEqual(one);
      expect(await store.byUuid(one.uuid, organisationId)).toStrictEqual(one);
      expect(await store.byCustomerNumber(foreign.customerNumber, organisationId)).toBeUndefined();
      expect(await store.byUuid(foreign.uuid, organisationId)).toBeUndefined();
      const numbers = [foreign.customerNumber, one.customerNumber];
      expect(await store.byCustomerNumbers(numbers, organisationId)).toStrictEqual([one]);
      expect(await store.summaries.byCustomerNumber(foreign.customerNumber, organisationId)).toBeUndefined();
      expect(await store.summaries.byUuid(foreign.uuid, organisationId)).toBeUndefined();
      expect(await store.summaries.byCustomerNumbers(numbers, organisationId)).toHaveLength(1);
    });

    test('a merged profile comes back field by field too', async () => {
      const scene = newScene();
      const profile = await saved(scene, everyField('x'));
      expect(await scene.store.byCustomerNumber(profile.customerNumber)).toStrictEqual(profile);
    });

    test('a profile with nothing optional comes back without optional fields', async () => {
      const scene = newScene();
      const profile = await saved(scene);
      expect(await scene.store.byCustomerNumber(profile.customerNumber)).toStrictEqual(profile);
    });

    test('a field that a change leaves out is gone, not kept', async () => {
      const scene = newScene();
      const before = await saved(scene, { email: 'a@example.no', vippsId: 'v', landlineNumber: '22' });
      const { email: _e, vippsId: _v, landlineNumber: _l, ...rest } = before;
      const after = { ...rest, revision: 2 };
      await scene.commit({ profiles: [{ before, after }] });
      expect(await scene.store.byCustomerNumber(before.customerNumber)).toStrictEqual(after);
    });

    test('unknown keys find nothing', async () => {
      const scene = newScene();
      const { customerNumber, uuid } = await unsaved(scene);
      expect(await scene.store.byCustomerNumber(customerNumber)).toBeUndefined();
      expect(await scene.store.byUuid(uuid)).toBeUndefined();
      expect(await scene.store.byCustomerRef(scene.organisationId, 'unknown')).toBeUndefined();
      expect(await scene.store.survivorOf(customerNumber)).toBeUndefined();
    });

    test('a customerRef is looked up within its organisation and exactly as written', async () => {
      const scene = newScene();
      const mine = await saved(scene, { customerRef: 'CRM-1' });
      const other = newScene();
      const theirs = await saved(other, { customerRef: 'CRM-1' });
      expect(await scene.store.byCustomerRef(scene.organisationId, 'CRM-1')).toStrictEqual(mine);
      expect(await scene.store.byCustomerRef(other.organisationId, 'CRM-1')).toStrictEqual(theirs);
      expect(await scene.store.byCustomerRef(scene.organisationId, 'CRM-')).toBeUndefined();
      expect(await scene.store.byCustomerRef(scene.organisationId, '.*')).toBeUndefined();
    });

    test('[REDIR-1] over a chain of merges every number leads to the last profile', async () => {
      const scene = newScene();
      const [a, b, c] = [await saved(scene), await saved(scene), await saved(scene)];
      const first = await merged(scene, a, b);
      const second = await merged(scene, first.target, c);
      for (const { customerNumber } of [a, b, c]) {
        expect(await scene.store.survivorOf(customerNumber)).toStrictEqual(second.target);
      }
      expect(await scene.store.byCustomerNumber(a.customerNumber)).toStrictEqual(first.source);
    });

    test('[REDIR-1] over a tree of merges every number leads to the one profile left', async () => {
      const scene = newScene();
      const [a, b, c, d] = [await saved(scene), await saved(scene), await saved(scene), await saved(scene)];
      const left = await merged(scene, a, b);
      const right = await merged(scene, c, d);
      const root = await merged(scene, left.target, right.target);
      for (const { customerNumber } of [a, b, c, d]) {
        expect(await scene.store.survivorOf(customerNumber)).toStrictEqual(root.target);
      }
    });

    test('[REDIR-3] a deactivated survivor still answers to the numbers that lead to it', async () => {
      const scene = newScene();
      const after = await merged(scene, await saved(scene), await saved(scene));
      const deactivated = await changed(scene, after.target, { status: 'D' });
      expect(await scene.store.survivorOf(after.source.customerNumber)).toStrictEqual(deactivated);
    });

    test('a profile at rest answers to its own number', async () => {
      const scene = newScene();
      const resting = await changed(scene, await saved(scene), { status: 'P' });
      expect(await scene.store.survivorOf(resting.customerNumber)).toStrictEqual(resting);
    });
  });
}
