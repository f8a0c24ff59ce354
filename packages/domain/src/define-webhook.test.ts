import { expect, test } from 'vitest';
import { decideCreateWebhook, decideDeleteWebhook, decideUpdateWebhook } from './define-webhook.js';
import { MAX_WEBHOOKS, secretsAt, type Webhook } from './webhook.js';

const NOW = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-01T12:00:10.000Z';
const MUCH_LATER = '2026-03-02T12:00:10.000Z';
const DAY = 24 * 60 * 60 * 1000;
const WEBHOOK: Webhook = {
  ...{ id: '0000002a', organisationId: 1, slot: 2, url: 'https://example.no/', isActive: true },
  ...{ secrets: [{ sealed: 'one', createdAt: NOW }], createdAt: NOW, changedAt: NOW, version: 1 },
};

const creation = {
  fields: { url: 'https://example.no/', isActive: true },
  ...{ id: '0000002a', organisationId: 1, takenSlots: [], refusalOfUrl: undefined, sealed: 'one', now: NOW },
};

/** The webhook that a decision writes. */
function written(decision: ReturnType<typeof decideUpdateWebhook>): Webhook | undefined {
  return decision.outcome === 'accepted' ? decision.changes.webhooks?.[0]?.after : undefined;
}

test('a new webhook has one secret', () => {
  expect(decideCreateWebhook(creation)).toStrictEqual({
    ...{ outcome: 'accepted', changes: { profiles: [], webhooks: [{ after: WEBHOOK }] } },
  });
});

test('[HOOK-4] a URL that is no possible target is refused (400), at creation and at an update', () => {
  const refusal = { outcome: 'rejected', code: 400, details: { path: 'url', message: 'Expected https.' } };
  expect(decideCreateWebhook({ ...creation, refusalOfUrl: 'Expected https.' })).toStrictEqual(refusal);
  const update = { webhook: WEBHOOK, patch: { url: 'http://example.no/' }, now: LATER };
  expect(decideUpdateWebhook({ ...update, refusalOfUrl: 'Expected https.' })).toStrictEqual(refusal);
});

test('one more than the limit is refused (629)', () => {
  const slots = Array.from({ length: MAX_WEBHOOKS }, (_, slot) => slot);
  expect(decideCreateWebhook({ ...creation, takenSlots: slots })).toMatchObject({ code: 629 });
  const takenSlots = slots.filter((slot) => slot !== 7);
  expect(written(decideCreateWebhook({ ...creation, takenSlots }))).toMatchObject({ slot: 7 });
});

test('[NOOP-1] an update that changes nothing writes nothing', () => {
  const update = { webhook: WEBHOOK, refusalOfUrl: undefined, now: LATER };
  expect(written(decideUpdateWebhook({ ...update, patch: { isActive: true } }))).toBeUndefined();
  const decision = decideUpdateWebhook({ ...update, patch: { isActive: false } });
  expect(written(decision)).toMatchObject({ isActive: false, version: 2, changedAt: LATER });
  expect(decision).toMatchObject({ changes: { profiles: [] } });
});

test('[HOOK-5] a rotated secret signs beside the new one until its end', () => {
  const rotation = { sealed: 'two', overlapMillis: DAY };
  const update = { patch: {}, refusalOfUrl: undefined, rotation };
  const rotated = written(decideUpdateWebhook({ ...update, webhook: WEBHOOK, now: LATER })) ?? WEBHOOK;
  expect(secretsAt(rotated, LATER)).toEqual(['two', 'one']);
  expect(secretsAt(rotated, '2026-03-02T12:00:09.999Z')).toEqual(['two', 'one']);
  expect(secretsAt(rotated, MUCH_LATER)).toEqual(['two']);
  const again = { ...update, webhook: rotated, rotation: { sealed: 'three', overlapMillis: DAY } };
  expect(written(decideUpdateWebhook({ ...again, now: MUCH_LATER }))?.secrets.map(({ sealed }) => sealed)).toEqual([
    ...['three', 'two'],
  ]);
});

test('a deletion leaves nothing', () => {
  expect(decideDeleteWebhook(WEBHOOK)).toStrictEqual({
    ...{ outcome: 'accepted', changes: { profiles: [], webhooks: [{ before: WEBHOOK }] } },
  });
});
