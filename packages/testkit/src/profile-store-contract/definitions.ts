import { StaleRevisionError } from '@profiles/application';
import { describe, expect, test } from 'vitest';
import { aDefinition } from '../profile-fixture.js';
import { saved, unsaved } from './given.js';
import type { StoreScene } from './store-under-test.js';

async function savedDefinition(scene: StoreScene, fields: Partial<ReturnType<typeof aDefinition>> = {}) {
  const id = await scene.store.nextPreferenceId();
  const definition = aDefinition({ id, organisationId: scene.organisationId, ...fields });
  await scene.commit({ definitions: [{ after: definition }] });
  return definition;
}

export function definitionContract(newScene: () => StoreScene): void {
  describe('preference definitions', () => {
    test('a definition comes back field by field as it went in', async () => {
      const scene = newScene();
      const definition = await savedDefinition(scene, {
        preferenceCode: 'Språk $where',
        preferenceType: 'DATE',
        preferenceDescription: 'one\n\ttwo 😀',
        isActive: false,
        version: 3,
      });
      expect(await scene.store.preferenceDefinitions([definition.id])).toStrictEqual([definition]);
    });

    test('existing ones are returned, each once; unknown ones are left out', async () => {
      const scene = newScene();
      const [a, b] = [await savedDefinition(scene), await savedDefinition(scene)];
      const unknown = await scene.store.nextPreferenceId();
      const found = await scene.store.preferenceDefinitions([b.id, unknown, a.id, a.id]);
      expect(found.sort((one, other) => one.id - other.id)).toStrictEqual([a, b]);
      expect(await scene.store.preferenceDefinitions([])).toEqual([]);
      expect(await scene.store.preferenceDefinitions([unknown])).toEqual([]);
    });

    test('all of an organisation come by id, inactive ones too, and none of another', async () => {
      const [scene, other] = [newScene(), newScene()];
      const ids = [await scene.store.nextPreferenceId(), await scene.store.nextPreferenceId()];
      // Written in another order than they are numbered.
      for (const id of [...ids].reverse()) await savedDefinition(scene, { id, isActive: id === ids[0] });
      await savedDefinition(other);
      const found = await scene.store.preferenceDefinitionsOf(scene.organisationId);
      expect(found.map(({ id }) => id)).toEqual(ids);
      expect(await newScene().store.preferenceDefinitionsOf(newScene().organisationId)).toEqual([]);
    });

    test('a change replaces it whole', async () => {
      const scene = newScene();
      const before = await savedDefinition(scene);
      const after = { ...before, isActive: false, preferenceCode: 'OTHER', version: 2 };
      await scene.commit({ definitions: [{ before, after }] });
      expect(await scene.store.preferenceDefinitions([before.id])).toStrictEqual([after]);
    });

    test('a change of what changed meanwhile is refused, and nothing of its commit is written', async () => {
      const scene = newScene();
      const before = await savedDefinition(scene);
      const first = { ...before, preferenceCode: 'FIRST', version: 2 };
      await scene.commit({ definitions: [{ before, after: first }] });
      const bystander = await unsaved(scene);
      const late = { ...before, preferenceCode: 'LATE', version: 2 };
      const commit = scene.commit({ profiles: [{ after: bystander }], definitions: [{ before, after: late }] });
      await expect(commit).rejects.toThrow(StaleRevisionError);
      expect(await scene.store.preferenceDefinitions([before.id])).toStrictEqual([first]);
      expect(await scene.store.byCustomerNumber(bystander.customerNumber)).toBeUndefined();
    });

    test('a change of one that was never written, and a new one under a used id, are refused', async () => {
      const scene = newScene();
      const ghost = aDefinition({ id: await scene.store.nextPreferenceId(), organisationId: scene.organisationId });
      const change = { before: ghost, after: { ...ghost, version: 2 } };
      await expect(scene.commit({ definitions: [change] })).rejects.toThrow(StaleRevisionError);
      const existing = await savedDefinition(scene);
      const twin = { ...existing, preferenceCode: 'TWIN' };
      await expect(scene.commit({ definitions: [{ after: twin }] })).rejects.toThrow(StaleRevisionError);
      expect(await scene.store.preferenceDefinitions([ghost.id, existing.id])).toStrictEqual([existing]);
    });

    test('of two changes at once exactly one is written', async () => {
      const scene = newScene();
      const before = await savedDefinition(scene);
      const codes = ['A', 'B', 'C', 'D'];
      const outcomes = await Promise.allSettled(
        codes.map((preferenceCode) =>
          scene.commit({ definitions: [{ before, after: { ...before, preferenceCode, version: 2 } }] }),
        ),
      );
      const winners = codes.filter((_code, index) => outcomes[index]?.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StaleRevisionError);
      }
      expect(await scene.store.preferenceDefinitions([before.id])).toMatchObject([{ preferenceCode: winners[0] }]);
    });

    test('no preference id is given out twice', async () => {
      const { store } = newScene();
      const ids = await Promise.all(Array.from({ length: 50 }, () => store.nextPreferenceId()));
      expect(new Set(ids).size).toBe(50);
      for (const id of ids) expect(Number.isSafeInteger(id) && id > 0).toBe(true);
      expect(await store.nextPreferenceId()).toBeGreaterThan(Math.max(...ids));
    });
  });

  describe('password hashes', () => {
    const hashed = ({ customerNumber, organisationId }: Awaited<ReturnType<typeof saved>>, passwordHash: string) => ({
      credentials: [{ customerNumber, organisationId, passwordHash }],
    });

    test('a hash is found under its customer number alone', async () => {
      const scene = newScene();
      const [mine, other] = [await saved(scene), await saved(scene)];
      expect(await scene.store.passwordHashOf(mine.customerNumber)).toBeUndefined();
      await scene.commit(hashed(mine, '$argon2id$1'));
      expect(await scene.store.passwordHashOf(mine.customerNumber)).toBe('$argon2id$1');
      expect(await scene.store.passwordHashOf(other.customerNumber)).toBeUndefined();
    });

    test('a new hash takes the place of the old one', async () => {
      const scene = newScene();
      const mine = await saved(scene);
      await scene.commit(hashed(mine, '$argon2id$1'));
      await scene.commit(hashed(mine, '$argon2id$2'));
      expect(await scene.store.passwordHashOf(mine.customerNumber)).toBe('$argon2id$2');
    });

    test('with the profile its hash goes', async () => {
      const scene = newScene();
      const [mine, other] = [await saved(scene), await saved(scene)];
      await scene.commit(hashed(mine, '$argon2id$1'));
      await scene.commit(hashed(other, '$argon2id$2'));
      await scene.commit({ profiles: [{ before: mine }] });
      expect(await scene.store.passwordHashOf(mine.customerNumber)).toBeUndefined();
      expect(await scene.store.passwordHashOf(other.customerNumber)).toBe('$argon2id$2');
    });

    test('a refused commit leaves the hash as it was', async () => {
      const scene = newScene();
      const mine = await saved(scene);
      await scene.commit(hashed(mine, '$argon2id$1'));
      const stale = { ...mine, revision: 7 };
      const commit = { ...hashed(mine, '$argon2id$2'), profiles: [{ before: stale, after: { ...mine, revision: 8 } }] };
      await expect(scene.commit(commit)).rejects.toThrow(StaleRevisionError);
      expect(await scene.store.passwordHashOf(mine.customerNumber)).toBe('$argon2id$1');
    });
  });
}
