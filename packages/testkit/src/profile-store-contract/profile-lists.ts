import type { Profile } from '@profiles/domain';
import { describe, expect, test } from 'vitest';
import { changed, merged, saved } from './given.js';
import type { StoreScene } from './store-under-test.js';

const numbersOf = (profiles: readonly Profile[]) =>
  profiles.map((profile) => profile.customerNumber).sort((a, b) => a - b);

const byNumber = (profiles: readonly Profile[]) => [...profiles].sort((a, b) => a.customerNumber - b.customerNumber);

export function profileListContract(newScene: () => StoreScene): void {
  describe('reads of several profiles', () => {
    test('byCustomerNumbers: those that exist come, each once and whole, of whatever organisation', async () => {
      const [scene, other] = [newScene(), newScene()];
      const mine = await saved(scene, { email: 'many@example.no' });
      const theirs = await saved(other);
      const unknown = await scene.store.nextCustomerNumber();
      const numbers = [theirs.customerNumber, unknown, mine.customerNumber, mine.customerNumber];
      expect(byNumber(await scene.store.byCustomerNumbers(numbers))).toStrictEqual([mine, theirs]);
    });

    test('byCustomerNumbers: merged and deactivated ones come as they are', async () => {
      const scene = newScene();
      const { source, target } = await merged(scene, await saved(scene), await saved(scene));
      const gone = await changed(scene, await saved(scene), { status: 'D' });
      const found = await scene.store.byCustomerNumbers(numbersOf([gone, target, source]));
      expect(byNumber(found)).toStrictEqual([source, target, gone]);
    });

    test('byCustomerNumbers: none asked for is none found, and a thousand may be asked for', async () => {
      const scene = newScene();
      const mine = await saved(scene);
      const many = Array.from({ length: 999 }, (_, index) => 5_000_000_000 + index);
      expect(await scene.store.byCustomerNumbers([])).toEqual([]);
      expect(await scene.store.byCustomerNumbers([...many, mine.customerNumber])).toStrictEqual([mine]);
    });

    test('byCustomerRefs: those of this organisation come, exactly as written', async () => {
      const [scene, other] = [newScene(), newScene()];
      const [a, b] = [await saved(scene, { customerRef: 'A$1' }), await saved(scene, { customerRef: 'b' })];
      await saved(scene, { customerRef: 'B' });
      await saved(other, { customerRef: 'A$1' });
      const refs = ['b', 'A$1', 'unknown', 'a$1', '.*'];
      expect(byNumber(await scene.store.byCustomerRefs(scene.organisationId, refs))).toStrictEqual([a, b]);
      expect(await scene.store.byCustomerRefs(scene.organisationId, [])).toEqual([]);
    });

    test('byCustomerRefs: a value that is unique in another way is no reference', async () => {
      const scene = newScene();
      const AT = '2026-01-31T08:15:30.123Z';
      await saved(scene, {
        customerRef: 'mine',
        email: 'x@example.no',
        vippsId: 'v',
        customerAccounts: [{ accountId: 'acc', createdAt: AT, changedAt: AT }],
      });
      const others = ['x@example.no', 'email:x@example.no', 'v', 'acc', 'ref:mine'];
      expect(await scene.store.byCustomerRefs(scene.organisationId, others)).toEqual([]);
    });

    test('[REDIR-2] byLogin: every profile with the login is returned, in any state, except temporary ones', async () => {
      const [scene, other] = [newScene(), newScene()];
      const login = 'kari@example.no';
      const active = await saved(scene, { username: 'Kari@Example.no', email: 'else@example.no' });
      const byEmail = await saved(scene, { email: login, username: 'new@example.no' });
      const { source } = await merged(scene, await saved(scene, { profileType: 'P', email: 'p@x.no' }), active);
      const deactivated = await saved(scene, {
        status: 'D',
        emailOld: login,
        setAside: { status: 'A', username: login },
      });
      const setAside = await saved(scene, { status: 'D', setAside: { status: 'A', username: login } });
      await saved(scene, { profileType: 'T', email: login });
      await saved(scene, { email: 'kari@example.no.com' });
      await saved(other, { email: login });
      const found = await scene.store.byLogin(scene.organisationId, login);
      expect(numbersOf(found)).toEqual(numbersOf([active, byEmail, deactivated, setAside]));
      const afterMerge = await scene.store.byLogin(scene.organisationId, 'p@x.no');
      expect(numbersOf(afterMerge)).toEqual([source.customerNumber]);
    });

    test('byLogin: a name that was changed is no longer gone by', async () => {
      const scene = newScene();
      await changed(scene, await saved(scene, { username: 'a@x.no' }), { username: 'b@x.no' });
      expect(await scene.store.byLogin(scene.organisationId, 'a@x.no')).toEqual([]);
      expect(await scene.store.byLogin(scene.organisationId, 'b@x.no')).toHaveLength(1);
    });

    test('[REDIR-1] survivorsOf: each survivor comes once, over any number of merges', async () => {
      const scene = newScene();
      const [a, b, c] = [await saved(scene), await saved(scene), await saved(scene)];
      const first = await merged(scene, a, b);
      const chain = await merged(scene, first.target, c);
      const pair = await merged(scene, await saved(scene), await saved(scene));
      const unknown = await scene.store.nextCustomerNumber();
      const asked = [a.customerNumber, b.customerNumber, pair.source.customerNumber, unknown];
      expect(byNumber(await scene.store.survivorsOf(asked))).toStrictEqual([chain.target, pair.target]);
      expect(await scene.store.survivorsOf([])).toEqual([]);
      expect(await scene.store.survivorsOf([unknown])).toEqual([]);
    });

    test('[REDIR-3] survivorsOf: a deactivated survivor comes as it is', async () => {
      const scene = newScene();
      const { source, target } = await merged(scene, await saved(scene), await saved(scene));
      const gone = await changed(scene, target, { status: 'D' });
      expect(await scene.store.survivorsOf([source.customerNumber])).toStrictEqual([gone]);
    });

    test('[DISTINCT-1] markedDistinctFrom: every profile of the organisation with a mark about one of the customers', async () => {
      const scene = newScene();
      const [a, b, c] = [await saved(scene), await saved(scene), await saved(scene)];
      const marks = [a.customerNumber, b.customerNumber];
      const one = await changed(scene, c, { distinctFrom: marks });
      const other = await changed(scene, b, { distinctFrom: [a.customerNumber] });
      const found = (numbers: readonly number[]) => scene.store.markedDistinctFrom(scene.organisationId, numbers);
      expect(byNumber(await found(marks))).toStrictEqual(byNumber([one, other]));
      expect(await found([b.customerNumber])).toStrictEqual([one]);
      expect(await found([c.customerNumber])).toEqual([]);
      expect(await scene.store.markedDistinctFrom(scene.organisationId + 1, marks)).toEqual([]);
    });
  });
}
