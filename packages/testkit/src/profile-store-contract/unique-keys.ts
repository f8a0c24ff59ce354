import { UniqueKeyTakenError } from '@profiles/application';
import type { Profile } from '@profiles/domain';
import { describe, expect, test } from 'vitest';
import { mergedPair, nextRevision } from '../profile-fixture.js';
import { changed, merged, saved, unsaved } from './given.js';
import type { StoreScene } from './store-under-test.js';

const AT = '2026-01-31T08:15:30.123Z';
const account = (accountId: string) => ({ customerAccounts: [{ accountId, createdAt: AT, changedAt: AT }] });

/** Fields that claim a key, and the key. Values with dots and colons show a key that is read out of a message. */
const KEYS: readonly [string, Partial<Profile>, Partial<Profile>][] = [
  ['email:ola.n@example.no', { email: 'Ola.N@Example.no' }, { email: 'ola.n@EXAMPLE.no' }],
  ['username:ola.n@example.no', { username: 'Ola.N@Example.no' }, { username: 'ola.n@example.no' }],
  ['vipps:a:b.c"d}', { vippsId: 'a:b.c"d}' }, { vippsId: 'a:b.c"d}' }],
  ['ref:{ x: "1" }', { customerRef: '{ x: "1" }' }, { customerRef: '{ x: "1" }' }],
  ['account:$acc.1', account('$acc.1'), account('$acc.1')],
];
/** The unique keys that a profile gives up when it is deactivated or merged into another one. */
const RELEASED = KEYS.slice(0, 3);

async function keyRefused(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UniqueKeyTakenError);
  return error instanceof UniqueKeyTakenError ? error.key : '';
}

export function uniqueKeyContract(newScene: () => StoreScene): void {
  describe('unique keys', () => {
    test.each(KEYS)(
      'two profiles of an organisation never share %s, and the refusal names it',
      async (key, one, two) => {
        const scene = newScene();
        await saved(scene, one);
        expect(await keyRefused(saved(scene, two))).toBe(key);
        const late = await saved(scene);
        expect(await keyRefused(changed(scene, late, two))).toBe(key);
      },
    );

    test.each(KEYS)('two organisations may both have %s', async (_key, one, two) => {
      await saved(newScene(), one);
      await expect(saved(newScene(), two)).resolves.toMatchObject(two);
    });

    test.each(KEYS)('a profile keeps %s through its own changes', async (_key, fields) => {
      const scene = newScene();
      const once = await changed(scene, await saved(scene, fields), { surname: 'Once' });
      await expect(changed(scene, once, { surname: 'Twice' })).resolves.toMatchObject(fields);
    });

    test('a refusal says nothing of the value in its message', async () => {
      const scene = newScene();
      await saved(scene, { email: 'secret@example.no' });
      await expect(saved(scene, { email: 'secret@example.no' })).rejects.toThrow(/^(?!.*secret)/);
    });

    test.each(RELEASED)('%s is free once its holder is deactivated', async (_key, one, two) => {
      const scene = newScene();
      await changed(scene, await saved(scene, one), { status: 'D' });
      await expect(saved(scene, two)).resolves.toMatchObject(two);
    });

    test.each(RELEASED)('%s is free once its holder is merged away', async (_key, one, two) => {
      const scene = newScene();
      await merged(scene, await saved(scene, one), await saved(scene));
      await expect(saved(scene, two)).resolves.toMatchObject(two);
    });

    test.each(RELEASED)('%s can be given up and taken again', async (_key, fields, others) => {
      const scene = newScene();
      const holder = await saved(scene, fields);
      const asleep = await changed(scene, holder, { status: 'D' });
      const awake = await changed(scene, asleep, { status: 'A' });
      expect(await keyRefused(saved(scene, others))).not.toBe('');
      await changed(scene, awake, { status: 'D' });
      await saved(scene, others);
      const again = await scene.store.byCustomerNumber(holder.customerNumber);
      expect(again).toBeDefined();
      if (again) expect(await keyRefused(changed(scene, again, { status: 'A' }))).not.toBe('');
    });

    test('[UNIQ-2] a customerRef stays taken when its holder is deactivated or merged away', async () => {
      const scene = newScene();
      await changed(scene, await saved(scene, { customerRef: 'D' }), { status: 'D' });
      await merged(scene, await saved(scene, { customerRef: 'M' }), await saved(scene));
      for (const customerRef of ['D', 'M']) {
        expect(await keyRefused(saved(scene, { customerRef }))).toBe(`ref:${customerRef}`);
      }
    });

    test('[UNIQ-1] temporary profiles neither hold nor block an email', async () => {
      const scene = newScene();
      const email = 'guest@example.no';
      await saved(scene, { profileType: 'T', email });
      await saved(scene, { profileType: 'T', email });
      await expect(saved(scene, { email })).resolves.toMatchObject({ email });
      await expect(saved(scene, { profileType: 'T', email })).resolves.toMatchObject({ email });
    });

    test('[MERGE-1] a key can move from source to target in one commit', async () => {
      const scene = newScene();
      const source = await saved(scene, account('moves'));
      const target = await saved(scene, account('stays'));
      const after = await merged(scene, source, target);
      expect(after.target.customerAccounts.map(({ accountId }) => accountId)).toEqual(['stays', 'moves']);
      expect(await scene.store.byCustomerNumber(target.customerNumber)).toStrictEqual(after.target);
      expect(await keyRefused(saved(scene, account('moves')))).toBe('account:moves');
    });

    test('two new profiles in one commit may not share a key either', async () => {
      const scene = newScene();
      const [one, two] = [await unsaved(scene, { vippsId: 'v' }), await unsaved(scene, { vippsId: 'v' })];
      expect(await keyRefused(scene.commit({ profiles: [{ after: one }, { after: two }] }))).toBe('vipps:v');
      expect(await scene.store.byCustomerNumber(one.customerNumber)).toBeUndefined();
    });

    test('a merge that would give the target a taken key writes neither party', async () => {
      const scene = newScene();
      await saved(scene, { email: 'taken@example.no' });
      const [source, target] = [await saved(scene), await saved(scene)];
      const after = mergedPair(source, target);
      const attempt = scene.commit({
        profiles: [
          { before: source, after: after.source },
          { before: target, after: { ...after.target, email: 'taken@example.no' } },
        ],
      });
      expect(await keyRefused(attempt)).toBe('email:taken@example.no');
      expect(await scene.store.byCustomerNumber(source.customerNumber)).toStrictEqual(source);
      expect(await scene.store.byCustomerNumber(target.customerNumber)).toStrictEqual(target);
    });

    test('a key that was refused is free for the next change of the same profile', async () => {
      const scene = newScene();
      await saved(scene, { email: 'a@example.no' });
      const profile = await saved(scene);
      await keyRefused(changed(scene, profile, { email: 'a@example.no' }));
      await expect(changed(scene, profile, { email: 'b@example.no' })).resolves.toStrictEqual(
        nextRevision(profile, { email: 'b@example.no' }),
      );
    });
  });
}
