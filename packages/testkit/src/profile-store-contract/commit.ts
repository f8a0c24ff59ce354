import { type Commit, type IdempotencyKey, StaleRevisionError, UniqueKeyTakenError } from '@profiles/application';
import { describe, expect, test } from 'vitest';
import { testIds } from '../contexts.js';
import { anEcard, anEvent, nextRevision } from '../profile-fixture.js';
import { changed, eventsOf, newCardNumber, saved, savedEcard, unsaved } from './given.js';
import type { StoreScene } from './store-under-test.js';

type Obstacle = (scene: StoreScene) => Promise<Partial<Pick<Commit, 'profiles' | 'checked' | 'ecards'>>>;

/** The obstacles to a commit, each as the part of a commit that can't be written. */
const OBSTACLES: readonly [string, typeof StaleRevisionError | typeof UniqueKeyTakenError, Obstacle][] = [
  [
    'a profile changed since it was read',
    StaleRevisionError,
    async (scene) => {
      const read = await saved(scene);
      await changed(scene, read, { surname: 'Changed' });
      return { profiles: [{ before: read, after: nextRevision(read) }] };
    },
  ],
  [
    'a profile removed since it was read',
    StaleRevisionError,
    async (scene) => {
      const read = await saved(scene);
      await scene.commit({ profiles: [{ before: read }] });
      return { profiles: [{ before: read, after: nextRevision(read) }] };
    },
  ],
  [
    'a removal of a profile that changed since it was read',
    StaleRevisionError,
    async (scene) => {
      const read = await saved(scene);
      await changed(scene, read, { surname: 'Changed' });
      return { profiles: [{ before: read }] };
    },
  ],
  [
    'a profile that is only checked, and changed since it was read',
    StaleRevisionError,
    async (scene) => {
      const read = await saved(scene);
      await changed(scene, read, { surname: 'Changed' });
      return { checked: [read] };
    },
  ],
  [
    'a new profile under a number that is in use',
    StaleRevisionError,
    async (scene) => {
      const { customerNumber } = await saved(scene);
      return { profiles: [{ after: await unsaved(scene, { customerNumber, customerRef: 'another' }) }] };
    },
  ],
  [
    'a unique key that another profile holds',
    UniqueKeyTakenError,
    async (scene) => {
      const { email } = await saved(scene, { email: 'taken@example.no' });
      return { profiles: [{ after: await unsaved(scene, { ...(email !== undefined && { email }) }) }] };
    },
  ],
  [
    'a card changed since it was read',
    StaleRevisionError,
    async (scene) => {
      const read = await savedEcard(scene, anEcard(await saved(scene), { ecardNumber: newCardNumber() }));
      await scene.commit({ ecards: [{ before: read, after: { ...read, version: 2 } }] });
      return { ecards: [{ before: read, after: { ...read, ecardName: 'Late', version: 2 } }] };
    },
  ],
  [
    'a card that has a current owner',
    StaleRevisionError,
    async (scene) => {
      const owned = await savedEcard(scene, anEcard(await saved(scene), { ecardNumber: newCardNumber() }));
      return { ecards: [{ after: { ...owned, id: testIds.uuid() } }] };
    },
  ],
  [
    'one card for two owners at once',
    StaleRevisionError,
    async (scene) => {
      const ecard = anEcard(await saved(scene), { ecardNumber: newCardNumber() });
      return { ecards: [{ after: ecard }, { after: { ...ecard, id: testIds.uuid() } }] };
    },
  ],
];

export function commitContract(newScene: () => StoreScene): void {
  describe('commit', () => {
    test('a profile that is only checked stays as it is, and can be checked and changed again', async () => {
      const scene = newScene();
      const checked = await saved(scene);
      const { customerNumber } = checked;
      for (let time = 1; time <= 2; time++) {
        await scene.commit({ profiles: [{ after: await unsaved(scene) }], checked: [checked] });
        expect(await scene.store.byCustomerNumber(customerNumber)).toStrictEqual(checked);
      }
      await changed(scene, checked, { surname: 'Changed' });
      expect(await scene.store.byCustomerNumber(customerNumber)).toMatchObject({ surname: 'Changed', revision: 2 });
    });

    test.each(OBSTACLES)('nothing at all is written over %s', async (_name, error, obstacle) => {
      const scene = newScene();
      const impossible = await obstacle(scene);
      const bystander = await unsaved(scene);
      const changing = await saved(scene, { surname: 'Before' });
      const card = anEcard(changing, { ecardNumber: newCardNumber() });
      const key: IdempotencyKey = { id: testIds.uuid(), organisationId: 1, fingerprint: 'f', claimant: testIds.uuid() };
      await scene.store.idempotency.claim(key);
      const eventsBefore = (await scene.outbox()).length;

      const attempt = scene.commit({
        // Parts that could be written stand on both sides of the one that can't be.
        profiles: [
          { after: bystander },
          ...(impossible.profiles ?? []),
          { before: changing, after: nextRevision(changing, { surname: 'After' }) },
        ],
        ...(impossible.checked !== undefined && { checked: impossible.checked }),
        ecards: [{ after: card }, ...(impossible.ecards ?? [])],
        events: [anEvent(bystander, 'CREATE'), anEvent(changing)],
        credentials: [{ ...bystander, passwordHash: 'never kept' }],
        idempotency: { ...key, response: '{}', customerNumbers: [bystander.customerNumber] },
      });

      await expect(attempt).rejects.toBeInstanceOf(error);
      expect(await scene.store.byCustomerNumber(bystander.customerNumber)).toBeUndefined();
      expect(await scene.store.byCustomerNumber(changing.customerNumber)).toStrictEqual(changing);
      expect(await scene.store.ecardsOf(changing.customerNumber)).toEqual([]);
      expect((await scene.outbox()).length).toBe(eventsBefore);
      expect(await scene.passwordHashOf(bystander.customerNumber)).toBeUndefined();
      const another = { ...key, claimant: testIds.uuid() };
      expect(await scene.store.idempotency.claim(another)).toMatchObject({ state: 'running' });
    });

    test('all of a commit is written: profiles, cards, events, credentials and the idempotency answer', async () => {
      const scene = newScene();
      const [created, before] = [await unsaved(scene), await saved(scene)];
      const after = nextRevision(before, { surname: 'After' });
      const card = anEcard(created, { ecardNumber: newCardNumber() });
      const events = [anEvent(created, 'CREATE'), anEvent(after)];
      const key: IdempotencyKey = { id: testIds.uuid(), organisationId: 1, fingerprint: 'f', claimant: testIds.uuid() };
      await scene.store.idempotency.claim(key);

      await scene.commit({
        profiles: [{ after: created }, { before, after }],
        ecards: [{ after: card }],
        events,
        credentials: [{ ...created, passwordHash: 'a hash' }],
        idempotency: { ...key, response: '{"a":1}', customerNumbers: [created.customerNumber] },
      });

      expect(await scene.store.byCustomerNumber(created.customerNumber)).toStrictEqual(created);
      expect(await scene.store.byCustomerNumber(before.customerNumber)).toStrictEqual(after);
      expect(await scene.store.ecardsOf(created.customerNumber)).toStrictEqual([card]);
      expect([...(await eventsOf(scene, created)), ...(await eventsOf(scene, after))]).toStrictEqual(events);
      expect(await scene.passwordHashOf(created.customerNumber)).toBe('a hash');
      expect(await scene.store.idempotency.claim({ ...key, claimant: testIds.uuid() })).toEqual({
        state: 'done',
        fingerprint: 'f',
        response: '{"a":1}',
      });
    });

    test('the outbox keeps the events of one customer in the order of the commits', async () => {
      const scene = newScene();
      let profile = await unsaved(scene);
      await scene.commit({ profiles: [{ after: profile }], events: [anEvent(profile, 'CREATE')] });
      for (const surname of ['B', 'C', 'D', 'E']) {
        const after = nextRevision(profile, { surname });
        await scene.commit({ profiles: [{ before: profile, after }], events: [anEvent(after)] });
        profile = after;
      }
      const revisions = (await eventsOf(scene, profile)).map(({ data }) => data.revision);
      expect(revisions).toEqual([1, 2, 3, 4, 5]);
    });

    test('an event with every field comes out of the outbox as it went in', async () => {
      const scene = newScene();
      const profile = await unsaved(scene);
      const plain = anEvent(profile, 'CREATE');
      const event = { ...plain, data: { ...plain.data, relatedCustomerNumber: 7, correlationId: 'a.$b:c' } };
      await scene.commit({ profiles: [{ after: profile }], events: [event] });
      expect(await eventsOf(scene, profile)).toStrictEqual([event]);
    });

    test('a profile removed is gone from every read and its password with it, its keys are free, its event stays', async () => {
      const scene = newScene();
      const keys = { email: 'gone@example.no', customerRef: 'gone', vippsId: 'gone' };
      const profile = await saved(scene, keys);
      const { customerNumber, organisationId: ownOrganisation } = profile;
      const credential = { customerNumber, organisationId: ownOrganisation, passwordHash: 'a hash' };
      await scene.commit({ credentials: [credential] });
      const gone = { ...anEvent(profile, 'DELETE'), id: testIds.uuid() };
      await scene.commit({ profiles: [{ before: profile }], events: [gone] });
      expect(await scene.passwordHashOf(customerNumber)).toBeUndefined();

      const { store, organisationId } = scene;
      expect(await store.byCustomerNumber(profile.customerNumber)).toBeUndefined();
      expect(await store.byUuid(profile.uuid)).toBeUndefined();
      expect(await store.byCustomerRef(organisationId, 'gone')).toBeUndefined();
      expect(await store.survivorOf(profile.customerNumber)).toBeUndefined();
      expect(await store.find({ organisationId, terms: [], includeTemporary: true, limit: 10 })).toEqual([]);
      expect(await eventsOf(scene, profile)).toStrictEqual([gone]);
      await expect(saved(scene, keys)).resolves.toMatchObject(keys);
    });

    test('a card removed is gone, and anybody may own it again', async () => {
      const scene = newScene();
      const owner = await saved(scene);
      const card = await savedEcard(scene, anEcard(owner, { ecardNumber: newCardNumber() }));
      await scene.commit({ ecards: [{ before: card }] });
      expect(await scene.store.ecardsOf(owner.customerNumber)).toEqual([]);
      const again = await savedEcard(scene, { ...card, id: testIds.uuid() });
      expect(await scene.store.currentEcard(card.ecardOperator, card.ecardNumber)).toStrictEqual(again);
    });

    test('one commit may end an ownership and begin the next one of the same card', async () => {
      const scene = newScene();
      const owner = await saved(scene);
      const card = await savedEcard(scene, anEcard(owner, { ecardNumber: newCardNumber() }));
      const ended = { ...card, endOfOwnership: '2026-04-01T00:00:00.000Z', version: 2 };
      const begun = { ...card, id: testIds.uuid(), createdAt: '2026-04-01T00:00:00.000Z' };
      await scene.commit({ ecards: [{ before: card, after: ended }, { after: begun }] });
      expect(await scene.store.ecardsOf(owner.customerNumber)).toStrictEqual([ended, begun]);
    });
  });
}
