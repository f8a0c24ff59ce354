import { ClaimLostError, type IdempotencyKey } from '@profiles/application';
import { describe, expect, test } from 'vitest';
import { testIds } from '../contexts.js';
import type { StoreScene } from '../profile-store-contract.js';
import { unsaved } from './given.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** A key nobody used, and the same key as another, identical call would bring it. */
function newKey(): { key: IdempotencyKey; rival: IdempotencyKey } {
  const key = { id: `["$x.y",${JSON.stringify(testIds.uuid())}]`, fingerprint: 'body', claimant: testIds.uuid() };
  return { key, rival: { ...key, claimant: testIds.uuid() } };
}

// Records may be swept by a clock of the store's own, so the moments are around the real one.
const start = Date.now();
const after = (millis: number) => new Date(start + millis).toISOString();
const answered = (key: IdempotencyKey, answer = '{"answer":1}') => ({ ...key, answer, customerNumbers: [] });

export function idempotencyContract(newScene: () => StoreScene): void {
  describe('idempotency records', () => {
    test('the first call takes the key; others see it running', async () => {
      const { idempotency } = newScene().store;
      const { key, rival } = newKey();
      expect(await idempotency.claim(key, after(0))).toEqual({ state: 'claimed' });
      expect(await idempotency.claim(rival, after(0))).toEqual({ state: 'running' });
      expect(await idempotency.claim(rival, after(30 * SECOND))).toEqual({ state: 'running' });
      expect(await idempotency.claim(newKey().key, after(0))).toEqual({ state: 'claimed' });
    });

    test('an answer is given to every later call, with the fingerprint of the first', async () => {
      const { idempotency } = newScene().store;
      const { key, rival } = newKey();
      await idempotency.claim(key, after(0));
      await idempotency.finish(answered(key, '{"text":"$ . é 😀 \\""}'));
      const done = { state: 'done', fingerprint: 'body', answer: '{"text":"$ . é 😀 \\""}' };
      expect(await idempotency.claim(rival, after(SECOND))).toEqual(done);
      expect(await idempotency.claim({ ...rival, fingerprint: 'another' }, after(23 * HOUR))).toEqual(done);
    });

    test('an answer written by a commit is given as one written without', async () => {
      const scene = newScene();
      const { key, rival } = newKey();
      const profile = await unsaved(scene);
      await scene.store.idempotency.claim(key, after(0));
      const customerNumbers = [profile.customerNumber];
      await scene.commit({ profiles: [{ after: profile }], idempotency: { ...answered(key), customerNumbers } });
      expect(await scene.store.idempotency.claim(rival, after(SECOND))).toEqual({
        state: 'done',
        fingerprint: 'body',
        answer: '{"answer":1}',
      });
    });

    test('an answer without any change can be committed', async () => {
      const scene = newScene();
      const { key, rival } = newKey();
      await scene.store.idempotency.claim(key, after(0));
      await scene.commit({ idempotency: answered(key) });
      expect(await scene.store.idempotency.claim(rival, after(0))).toMatchObject({ state: 'done' });
    });

    test('after 24 hours the key is new', async () => {
      const { idempotency } = newScene().store;
      const { key, rival } = newKey();
      await idempotency.claim(key, after(0));
      await idempotency.finish(answered(key));
      expect(await idempotency.claim(rival, after(25 * HOUR))).toEqual({ state: 'claimed' });
      expect(await idempotency.claim(key, after(25 * HOUR))).toEqual({ state: 'running' });
    });

    test('a key given back can be taken at once', async () => {
      const { idempotency } = newScene().store;
      const { key, rival } = newKey();
      await idempotency.claim(key, after(0));
      await idempotency.release(key);
      expect(await idempotency.claim(rival, after(0))).toEqual({ state: 'claimed' });
    });

    test('only who has the key can give it back', async () => {
      const { idempotency } = newScene().store;
      const { key, rival } = newKey();
      await idempotency.claim(key, after(0));
      await idempotency.release(rival);
      expect(await idempotency.claim(rival, after(0))).toEqual({ state: 'running' });
    });

    test('a claim whose call died is taken over after a minute', async () => {
      const { idempotency } = newScene().store;
      const { key, rival } = newKey();
      await idempotency.claim(key, after(0));
      expect(await idempotency.claim(rival, after(61 * SECOND))).toEqual({ state: 'claimed' });
      expect(await idempotency.claim(key, after(62 * SECOND))).toEqual({ state: 'running' });
    });

    test('a call that lost its key writes nothing any more', async () => {
      const scene = newScene();
      const { idempotency } = scene.store;
      const { key, rival } = newKey();
      await idempotency.claim(key, after(0));
      await idempotency.claim(rival, after(61 * SECOND));
      const late = await unsaved(scene);
      const attempt = scene.commit({ profiles: [{ after: late }], idempotency: answered(key) });
      await expect(attempt).rejects.toBeInstanceOf(ClaimLostError);
      expect(await scene.store.byCustomerNumber(late.customerNumber)).toBeUndefined();

      // Whether the late one is told or not: it neither answers for the other nor takes the key away.
      await idempotency.finish(answered(key, '"late"')).catch(() => undefined);
      await idempotency.release(key);
      expect(await idempotency.claim(newKey().key, after(62 * SECOND))).toEqual({ state: 'claimed' });
      expect(await idempotency.claim(key, after(62 * SECOND))).toEqual({ state: 'running' });
      await idempotency.finish(answered(rival));
      expect(await idempotency.claim(key, after(63 * SECOND))).toMatchObject({ state: 'done', answer: '{"answer":1}' });
    });

    test('of calls that come at once exactly one takes the key', async () => {
      const { idempotency } = newScene().store;
      const { key } = newKey();
      const claims = await Promise.all(
        Array.from({ length: 20 }, () => idempotency.claim({ ...key, claimant: testIds.uuid() }, after(0))),
      );
      const states = claims.map(({ state }) => state);
      expect(states.filter((state) => state === 'claimed')).toHaveLength(1);
      expect(states.filter((state) => state === 'running')).toHaveLength(19);
    });

    test('of calls that find a dead claim at once exactly one takes it over', async () => {
      const { idempotency } = newScene().store;
      const { key } = newKey();
      await idempotency.claim(key, after(0));
      const claims = await Promise.all(
        Array.from({ length: 20 }, () => idempotency.claim({ ...key, claimant: testIds.uuid() }, after(61 * SECOND))),
      );
      expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    });
  });
}
