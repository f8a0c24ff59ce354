import { ClaimLostError, type IdempotencyKey } from '@profiles/application';
import { describe, expect, test } from 'vitest';
import { testIds } from '../contexts.js';
import { unsaved } from './given.js';
import type { StoreScene } from './store-under-test.js';

const HOUR_MILLIS = 3_600_000;

/** A new key, and the same key as another, identical call would bring it. */
function newKey(): { key: IdempotencyKey; rival: IdempotencyKey } {
  const id = `["$x.y",${JSON.stringify(testIds.uuid())}]`;
  const key = { id, organisationId: 1, fingerprint: 'body', claimant: testIds.uuid() };
  return { key, rival: { ...key, claimant: testIds.uuid() } };
}

const responseTo = (key: IdempotencyKey, response = '{"answer":1}') => ({ ...key, response, customerNumbers: [] });

export function idempotencyContract(newScene: () => StoreScene): void {
  describe('idempotency records', () => {
    test('the first call takes the key; others see it running, with the time left', async () => {
      const { idempotency } = newScene().store;
      const { key, rival } = newKey();
      expect(await idempotency.claim(key)).toEqual({ state: 'claimed' });
      const seen = await idempotency.claim(rival);
      expect(seen).toMatchObject({ state: 'running' });
      const { remainingMillis = 0 } = seen as { remainingMillis?: number };
      expect(remainingMillis).toBeGreaterThan(0);
      expect(remainingMillis).toBeLessThanOrEqual(5_000);
      expect(await idempotency.claim(newKey().key)).toEqual({ state: 'claimed' });
    });

    test('a stored response is returned to every later call, with the fingerprint of the first', async () => {
      const scene = newScene();
      const { idempotency } = scene.store;
      const { key, rival } = newKey();
      await idempotency.claim(key);
      await idempotency.store(responseTo(key, '{"text":"$ . é 😀 \\""}'));
      const done = { state: 'done', fingerprint: 'body', response: '{"text":"$ . é 😀 \\""}' };
      expect(await idempotency.claim(rival)).toEqual(done);
      scene.moveClockBy(23 * HOUR_MILLIS);
      expect(await idempotency.claim({ ...rival, fingerprint: 'another' })).toEqual(done);
    });

    test('a response stored by a commit is returned like one stored without', async () => {
      const scene = newScene();
      const { key, rival } = newKey();
      const profile = await unsaved(scene);
      await scene.store.idempotency.claim(key);
      const customerNumbers = [profile.customerNumber];
      await scene.commit({ profiles: [{ after: profile }], idempotency: { ...responseTo(key), customerNumbers } });
      expect(await scene.store.idempotency.claim(rival)).toEqual({
        state: 'done',
        fingerprint: 'body',
        response: '{"answer":1}',
      });
    });

    test('a response without any change can be committed', async () => {
      const scene = newScene();
      const { key, rival } = newKey();
      await scene.store.idempotency.claim(key);
      await scene.commit({ idempotency: responseTo(key) });
      expect(await scene.store.idempotency.claim(rival)).toMatchObject({ state: 'done' });
    });

    test('after 24 hours the key is new', async () => {
      const scene = newScene();
      const { idempotency } = scene.store;
      const { key, rival } = newKey();
      await idempotency.claim(key);
      await idempotency.store(responseTo(key));
      scene.moveClockBy(25 * HOUR_MILLIS);
      expect(await idempotency.claim(rival)).toEqual({ state: 'claimed' });
      expect(await idempotency.claim(key)).toMatchObject({ state: 'running' });
    });

    test('a released key can be claimed at once', async () => {
      const { idempotency } = newScene().store;
      const { key, rival } = newKey();
      await idempotency.claim(key);
      expect(await idempotency.release(key)).toBeUndefined();
      expect(await idempotency.claim(rival)).toEqual({ state: 'claimed' });
    });

    test('only the call that has the claim can release it', async () => {
      const { idempotency } = newScene().store;
      const { key, rival } = newKey();
      await idempotency.claim(key);
      expect(await idempotency.release(rival)).toBeUndefined();
      expect(await idempotency.claim(rival)).toMatchObject({ state: 'running' });
    });

    test('a release never removes a stored response, and returns it to the call that stored it', async () => {
      const scene = newScene();
      const { idempotency } = scene.store;
      const { key, rival } = newKey();
      await idempotency.claim(key);
      await scene.commit({ idempotency: responseTo(key) });
      expect(await idempotency.release(rival)).toBeUndefined();
      expect(await idempotency.release(key)).toBe('{"answer":1}');
      expect(await idempotency.claim(rival)).toMatchObject({ state: 'done', response: '{"answer":1}' });
    });

    test('a response is stored once: a second commit with the same claim writes nothing', async () => {
      const scene = newScene();
      const { key, rival } = newKey();
      await scene.store.idempotency.claim(key);
      await scene.commit({ idempotency: responseTo(key) });
      const second = await unsaved(scene);
      const again = scene.commit({ profiles: [{ after: second }], idempotency: responseTo(key, '"second"') });
      await expect(again).rejects.toBeInstanceOf(ClaimLostError);
      await expect(scene.store.idempotency.store(responseTo(key, '"third"'))).rejects.toBeInstanceOf(ClaimLostError);
      expect(await scene.store.byCustomerNumber(second.customerNumber)).toBeUndefined();
      expect(await scene.store.idempotency.claim(rival)).toMatchObject({ state: 'done', response: '{"answer":1}' });
    });

    test('a call that lost its claim writes nothing any more', async () => {
      const scene = newScene();
      const { idempotency } = scene.store;
      const { key, rival } = newKey();
      await idempotency.claim(key);
      await idempotency.release(key);
      await idempotency.claim(rival);
      const late = await unsaved(scene);
      const attempt = scene.commit({ profiles: [{ after: late }], idempotency: responseTo(key) });
      await expect(attempt).rejects.toBeInstanceOf(ClaimLostError);
      expect(await scene.store.byCustomerNumber(late.customerNumber)).toBeUndefined();

      await expect(idempotency.store(responseTo(key, '"late"'))).rejects.toBeInstanceOf(ClaimLostError);
      await idempotency.release(key);
      expect(await idempotency.claim(key)).toMatchObject({ state: 'running' });
      await idempotency.store(responseTo(rival));
      expect(await idempotency.claim(key)).toMatchObject({ state: 'done', response: '{"answer":1}' });
    });

    test('of calls that come at once exactly one takes the key', async () => {
      const { idempotency } = newScene().store;
      const { key } = newKey();
      const claims = await Promise.all(
        Array.from({ length: 20 }, () => idempotency.claim({ ...key, claimant: testIds.uuid() })),
      );
      const states = claims.map(({ state }) => state);
      expect(states.filter((state) => state === 'claimed')).toHaveLength(1);
      expect(states.filter((state) => state === 'running')).toHaveLength(19);
    });
  });
}
