import type { ChangePlace, ChangeRecord } from '@profiles/application';
import { describe, expect, test } from 'vitest';
import { testIds } from '../contexts.js';
import { anEcard, type aProfile } from '../profile-fixture.js';
import { changed, newCardNumber, saved, savedEcard } from './given.js';
import type { StoreScene } from './store-under-test.js';

const AT = '2026-03-01T12:00:00.000Z';

export function historyContract(newScene: () => StoreScene): void {
  const aChange = (customerNumber: number, fields: Partial<ChangeRecord> = {}): ChangeRecord => ({
    ...{ id: testIds.uuid(), customerNumber, organisationId: 1, revision: 1, at: AT, operation: 'update-profile' },
    ...{ changedBy: 'web', changedByChannel: 'web', clientId: 'crm', callerOrganisationId: 1, correlationId: 'c' },
    fields: [{ field: 'surname', before: 'A', after: { nested: ['B', null, 1] } }],
    ...fields,
  });

  describe('the history', () => {
    test('a record comes back as it went in, and only for the customers asked for', async () => {
      const scene = newScene();
      const [one, other] = [await saved(scene), await saved(scene)];
      const record = aChange(one.customerNumber, { clientName: 'acme-crm' });
      await scene.commit({ changes: [record, aChange(other.customerNumber)] });
      expect(await scene.store.changesOf([one.customerNumber])).toStrictEqual([record]);
      expect(await scene.store.changesOf([one.customerNumber, other.customerNumber])).toHaveLength(2);
    });

    test('the latest comes first; within a moment the later revision; a walk in steps meets each once', async () => {
      const scene = newScene();
      const [{ customerNumber: a }, { customerNumber: b }] = [await saved(scene), await saved(scene)];
      const later = '2026-03-01T12:00:00.001Z';
      await scene.commit({
        changes: [
          ...[aChange(a, { revision: 1 }), aChange(a, { revision: 2 }), aChange(b, { revision: 2 })],
          ...[aChange(b, { revision: 3, at: later }), aChange(a, { revision: 3, at: later })],
        ],
      });
      const places = (records: ChangeRecord[]) => records.map((one) => [one.at, one.revision, one.customerNumber]);
      const expected = [
        ...[
          [later, 3, a],
          [later, 3, b],
        ],
        ...[
          [AT, 2, a],
          [AT, 2, b],
          [AT, 1, a],
        ],
      ];
      expect(places(await scene.store.changesOf([a, b]))).toEqual(expected);
      const walked: ChangeRecord[] = [];
      let after: ChangePlace | undefined;
      for (let step = 0; step < 5; step++) {
        const [next] = await scene.store.changesOf([a, b], { limit: 1, ...(after && { after }) });
        if (next) walked.push(next);
        after = next;
      }
      expect(places(walked)).toEqual(expected);
    });

    test('a commit that fails leaves no record', async () => {
      const scene = newScene();
      const read = await saved(scene);
      await changed(scene, read, { surname: 'Changed' });
      const late = scene.commit({ profiles: [{ before: read, after: read }], changes: [aChange(read.customerNumber)] });
      await expect(late).rejects.toThrow();
      expect(await scene.store.changesOf([read.customerNumber])).toEqual([]);
    });

    test('who looked is there after the flush, the latest first', async () => {
      const scene = newScene();
      const { customerNumber } = await saved(scene);
      const look = (at: string) => ({
        ...{ id: testIds.uuid(), customerNumber, at, operation: 'get-profile', clientId: 'desk' },
        ...{ callerOrganisationId: 1, correlationId: 'c', lookedBy: 'agent-7' },
      });
      const [early, late] = [look(AT), look('2026-03-02T12:00:00.000Z')];
      scene.store.accessLog.record([early, late]);
      await scene.store.accessLog.flush();
      expect(await scene.store.accessesOf([customerNumber])).toStrictEqual([late, early]);
    });
  });

  describe('a profile that goes for good', () => {
    test('[ERASE-1] takes its history, its access log, its password and the answers that hold its data along', async () => {
      const scene = newScene();
      const { store, organisationId } = scene;
      const [gone, stays] = [await saved(scene), await saved(scene)];
      const card = await savedEcard(scene, anEcard(gone, { ecardNumber: newCardNumber() }));
      const keyOf = (id: string) => ({
        id: `${organisationId}/${id}`,
        organisationId,
        fingerprint: 'f',
        claimant: 'c',
      });
      for (const { customerNumber } of [gone, stays]) {
        const key = keyOf(String(customerNumber));
        await store.idempotency.claim(key);
        await scene.commit({
          changes: [aChange(customerNumber, { organisationId })],
          credentials: [{ customerNumber, organisationId, passwordHash: 'hash' }],
          idempotency: { ...key, response: '{}', customerNumbers: [customerNumber] },
        });
        store.accessLog.record([
          {
            ...{ id: testIds.uuid(), customerNumber, at: AT, operation: 'get-profile', clientId: 'desk' },
            ...{ callerOrganisationId: 1, correlationId: 'c' },
          },
        ]);
      }
      await store.accessLog.flush();
      await scene.commit({ profiles: [{ before: gone }], ecards: [{ before: card }] });

      const left = async ({ customerNumber }: typeof gone) => [
        (await store.changesOf([customerNumber])).length,
        (await store.accessesOf([customerNumber])).length,
        await scene.passwordHashOf(customerNumber),
        (await store.idempotency.claim({ ...keyOf(String(customerNumber)), claimant: 'd' })).state,
      ];
      expect(await left(gone)).toEqual([0, 0, undefined, 'claimed']);
      expect(await left(stays)).toEqual([1, 1, 'hash', 'done']);
      expect(await store.ecardsOf(gone.customerNumber)).toEqual([]);
    });

    test('[ERASE-1] leaves nothing of calls that were about it, and end after it has gone', async () => {
      const scene = newScene();
      const { store, organisationId } = scene;
      const [gone, stays] = [await saved(scene), await saved(scene)];
      const keyOf = (id: string) => ({
        id: `${organisationId}/late/${id}`,
        organisationId,
        fingerprint: 'f',
        claimant: 'c',
      });
      for (const { customerNumber } of [gone, stays]) await store.idempotency.claim(keyOf(String(customerNumber)));
      await scene.commit({ profiles: [{ before: gone }] });
      for (const { customerNumber } of [gone, stays]) {
        store.accessLog.record([
          {
            ...{ id: testIds.uuid(), customerNumber, at: AT, operation: 'get-profile', clientId: 'desk' },
            ...{ callerOrganisationId: 1, correlationId: 'c' },
          },
        ]);
        const key = keyOf(String(customerNumber));
        const customerNumbers = [stays.customerNumber, customerNumber];
        await scene.commit({ idempotency: { ...key, response: '{}', customerNumbers } });
      }
      await store.accessLog.flush();
      const left = async ({ customerNumber }: typeof gone) => [
        (await store.accessesOf([customerNumber])).length,
        (await store.idempotency.claim({ ...keyOf(String(customerNumber)), claimant: 'd' })).state,
      ];
      expect(await left(gone)).toEqual([0, 'claimed']);
      expect(await left(stays)).toEqual([1, 'done']);
    });

    test('[ERASE-1] its values go out of the history of others; their records stay, with all other values', async () => {
      const scene = newScene();
      const { organisationId } = scene;
      const [gone, stays] = [await saved(scene), await saved(scene)];
      const own = aChange(stays.customerNumber, { organisationId });
      const shared = aChange(stays.customerNumber, {
        organisationId,
        fields: [
          { field: 'email', before: 'theirs', from: gone.customerNumber },
          { field: 'email', after: 'own' },
          { field: 'notes', after: ['other'], from: 7_000_000 },
        ],
        alsoAbout: [gone.customerNumber, 7_000_000],
      });
      const early = aChange(stays.customerNumber, { organisationId, alsoAbout: [gone.customerNumber] });
      await scene.commit({ changes: [own, shared, early] });
      await scene.commit({ profiles: [{ before: gone }] });
      const left = new Map((await scene.store.changesOf([stays.customerNumber])).map((one) => [one.id, one]));
      expect(left.get(own.id)).toStrictEqual(own);
      expect(left.get(shared.id)).toStrictEqual({
        ...shared,
        fields: [{ field: 'email' }, ...shared.fields.slice(1)],
        alsoAbout: [7_000_000],
      });
      // A record of an earlier version, which does not tell whose its values are.
      const { alsoAbout: _none, ...rest } = early;
      expect(left.get(early.id)).toStrictEqual({ ...rest, fields: [{ field: 'surname' }] });
    });

    test('[PURGE-1] what has expired is found, the longest expired first, and in steps each once', async () => {
      const scene = newScene();
      // A time that no other test has anything expire in.
      const year = 1000 + (scene.organisationId % 800);
      const day = (of: number) => `${year}-01-0${of}T00:00:00.000Z`;
      const second = await saved(scene, { status: 'D', expirationDate: day(2) });
      const third = await saved(scene, { status: 'D', expirationDate: day(2) });
      const first = await saved(scene, { profileType: 'T', expirationDate: day(1) });
      await saved(scene, { expirationDate: day(1) });
      await saved(scene, { status: 'D', expirationDate: day(4) });
      await saved(scene, { status: 'P', parentId: 7, profileType: 'T', expirationDate: day(1) });
      const own = (found: ReturnType<typeof aProfile>[]) =>
        found.filter(({ organisationId }) => organisationId === scene.organisationId);
      const all = own(await scene.store.purgeable(day(3), { limit: 1000 }));
      expect(all).toStrictEqual([first, second, third]);
      const after = { expirationDate: day(2), customerNumber: second.customerNumber };
      expect(own(await scene.store.purgeable(day(3), { limit: 1, after }))).toStrictEqual([third]);
    });
  });
}
