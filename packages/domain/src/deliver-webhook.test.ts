import { describe, expect, test } from 'vitest';
import { afterAttempt, decideRedeliver, decideTestWebhook, isDelivered, isPauseDue } from './deliver-webhook.js';
import { deliveryIdOf, type Webhook, type WebhookDelivery } from './webhook.js';

const NOW = '2026-03-01T12:00:00.000Z';
const DELIVERY: WebhookDelivery = {
  ...{ webhookId: 'hook', organisationId: 1, eventId: 'event', customerNumber: 1_000_000, sequence: 7, body: '{}' },
  ...{ state: 'pending', attempts: 0, createdAt: NOW },
};
const WEBHOOK: Webhook = {
  ...{ id: 'hook', organisationId: 1, slot: 0, url: 'https://example.no/', isActive: true, secrets: [] },
  ...{ createdAt: NOW, changedAt: NOW, version: 1 },
};
const schedule = (jitter = 0) => ({ pauses: [5_000, 30_000], jitter, now: NOW });

describe('[HOOK-2] after an attempt', () => {
  test.each([200, 202, 204, 299])('%i ends the delivery', (status) => {
    expect(afterAttempt(DELIVERY, { status }, schedule())).toStrictEqual({
      ...{ ...DELIVERY, state: 'delivered', attempts: 1, status },
    });
  });

  test.each([199, 301, 302, 307, 400, 410, 429, 500, 503])('%i is a failure, a redirect too', (status) => {
    expect(afterAttempt(DELIVERY, { status }, schedule())).toMatchObject({ state: 'failing', attempts: 1, status });
  });

  test('the pauses follow one another, lengthened by up to a tenth', () => {
    const first = afterAttempt(DELIVERY, { error: 'timeout' }, schedule());
    expect(first).toMatchObject({ state: 'failing', error: 'timeout', nextAttemptAt: '2026-03-01T12:00:05.000Z' });
    expect(afterAttempt(DELIVERY, { status: 500 }, schedule(0.5)).nextAttemptAt).toBe('2026-03-01T12:00:05.250Z');
    const second = afterAttempt(first, { status: 500 }, schedule());
    expect(second).toMatchObject({ attempts: 2, status: 500, nextAttemptAt: '2026-03-01T12:00:30.000Z' });
    expect(second).not.toHaveProperty('error');
  });

  test('after the last pause it is parked', () => {
    const parked = afterAttempt({ ...DELIVERY, state: 'failing', attempts: 2, nextAttemptAt: NOW }, {}, schedule());
    expect(parked).toStrictEqual({ ...DELIVERY, state: 'parked', attempts: 3 });
  });

  test('a test has one attempt', () => {
    expect(afterAttempt({ ...DELIVERY, customerNumber: 0 }, { status: 500 }, schedule())).toMatchObject({
      state: 'parked',
    });
  });
});

test('a redelivery has new attempts', () => {
  const before: WebhookDelivery = { ...DELIVERY, state: 'parked', attempts: 13, status: 500, error: 'x' };
  expect(decideRedeliver([before])).toStrictEqual({
    outcome: 'accepted',
    changes: { profiles: [], deliveries: [{ before, after: DELIVERY }] },
  });
});

test('a paused webhook refuses a test (409)', () => {
  const command = { webhook: { ...WEBHOOK, isActive: false }, eventId: 'event', body: '{}', now: NOW };
  expect(decideTestWebhook(command)).toMatchObject({ outcome: 'rejected', code: 409 });
  expect(decideTestWebhook({ ...command, webhook: WEBHOOK })).toMatchObject({ outcome: 'accepted' });
});

test('[HOOK-3] a webhook is paused when it has failed for the whole time', () => {
  expect(isPauseDue('2026-03-01T11:59:59.000Z', NOW, 1_000)).toBe(true);
  expect(isPauseDue('2026-03-01T11:59:59.001Z', NOW, 1_000)).toBe(false);
});

test('300 is a failure, and so is an attempt without a response', () => {
  expect(isDelivered({ status: 300 })).toBe(false);
  expect(isDelivered({})).toBe(false);
});

test('[HOOK-3] a pause is due when every attempt has failed for the whole time', () => {
  expect(isPauseDue(NOW, '2026-03-01T12:00:10.000Z', 10_000)).toBe(true);
  expect(isPauseDue(NOW, '2026-03-01T12:00:09.999Z', 10_000)).toBe(false);
});

test('a test is a delivery about no customer, without attempts', () => {
  expect(decideTestWebhook({ webhook: WEBHOOK, eventId: 'event', body: '{}', now: NOW })).toStrictEqual({
    outcome: 'accepted',
    changes: { profiles: [], deliveries: [{ after: { ...DELIVERY, customerNumber: 0, sequence: 0 } }] },
  });
});

test('a delivery is named by its webhook and its event', () => {
  expect(deliveryIdOf({ webhookId: 'hook', eventId: 'event' })).toBe('hook/event');
});
