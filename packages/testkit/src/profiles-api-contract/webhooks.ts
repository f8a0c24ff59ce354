import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown, toldBy } from './refusals.js';

const URL = 'https://example.no/customer-events';

export function webhooksContract(newOrganisation: NewOrganisation): void {
  const administration = () => {
    const organisation = newOrganisation();
    return { ...organisation, webhooks: organisation.apiFor({ permissions: [Permission.Admin] }).webhooks };
  };

  describe('webhooks', () => {
    test('[HOOK-5] the secret is shown at creation and at rotation, and never again', async () => {
      const { webhooks } = administration();
      const { secret, ...webhook } = await webhooks.create({ url: URL, name: 'CRM' });
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
      expect(webhook).toStrictEqual({
        ...{ id: expect.any(String), url: URL, name: 'CRM', isActive: true },
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
      const webhookId = webhook.id;
      expect(await webhooks.get({ webhookId })).toStrictEqual(webhook);
      expect(await webhooks.list({})).toStrictEqual([webhook]);
      expect(await webhooks.update({ webhookId, name: 'Data' })).toStrictEqual({ ...webhook, name: 'Data' });
      const rotated = await webhooks.update({ webhookId, rotateSecret: true });
      expect(rotated.secret).toMatch(/^whsec_/);
      expect(rotated.secret).not.toBe(secret);
      expect(await webhooks.get({ webhookId })).toStrictEqual({ ...webhook, name: 'Data' });
    });

    test('[HOOK-5] a response that is repeated for an Idempotency-Key leaves the secret out', async () => {
      const { webhooks } = administration();
      const key = { idempotencyKey: 'create-webhook-1' };
      const { secret, ...webhook } = await webhooks.create({ url: URL }, key);
      expect(secret).toMatch(/^whsec_/);
      expect(await webhooks.create({ url: URL }, key)).toStrictEqual(webhook);
      expect(await webhooks.list({})).toHaveLength(1);
      const rotation = { webhookId: webhook.id, rotateSecret: true };
      const rotationKey = { idempotencyKey: 'rotate-webhook-1' };
      expect((await webhooks.update(rotation, rotationKey)).secret).toMatch(/^whsec_/);
      expect(await webhooks.update(rotation, rotationKey)).toStrictEqual(webhook);
    });

    test('an update changes the given fields; null clears the name', async () => {
      const { webhooks } = administration();
      const { id: webhookId, createdAt } = await webhooks.create({ url: URL, name: 'CRM', isActive: false });
      const moved = await webhooks.update({ webhookId, url: 'https://example.no/other', isActive: true });
      expect(moved).toStrictEqual({
        ...{ id: webhookId, url: 'https://example.no/other', name: 'CRM', isActive: true, createdAt },
      });
      const { name: _name, ...unnamed } = moved;
      expect(await webhooks.update({ webhookId, name: null })).toStrictEqual(unnamed);
    });

    test('a deleted webhook is gone', async () => {
      const { webhooks } = administration();
      const { id: webhookId } = await webhooks.create({ url: URL });
      expect(await webhooks.delete({ webhookId })).toBeUndefined();
      await expectUnknown(webhooks.get({ webhookId }));
      await expectUnknown(webhooks.delete({ webhookId }));
      await expectUnknown(webhooks.deliveries({ webhookId }));
      expect(await webhooks.list({})).toEqual([]);
    });

    test.each([
      'http://example.no/events',
      'ftp://example.no/events',
      'example.no/events',
      'https://user:password@example.no/events',
      'https://example.no/events#part',
    ])('[HOOK-4] %s is no target', async (url) => {
      const { webhooks } = administration();
      await expectBadInput(webhooks.create({ url }), ['url']);
      const { id: webhookId } = await webhooks.create({ url: URL });
      await expectBadInput(webhooks.update({ webhookId, url }), ['url']);
    });

    test('an organisation has at most 20 of them', async () => {
      const { webhooks } = administration();
      for (let count = 0; count < 20; count += 1) await webhooks.create({ url: URL });
      await expectRefusal(webhooks.create({ url: URL }), 629, 409);
    });

    test('an organisation has at most 20 of them, when calls create more at the same time', async () => {
      const { webhooks } = administration();
      for (let count = 0; count < 15; count += 1) await webhooks.create({ url: URL });
      const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => webhooks.create({ url: URL })));
      const codes = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'created'));
      expect(codes.filter((code) => code !== 'created' && code !== 629 && code !== 618)).toEqual([]);
      expect((await webhooks.list({})).length).toBe(15 + codes.filter((code) => code === 'created').length);
      expect((await webhooks.list({})).length).toBeLessThanOrEqual(20);
      expect(codes).toContain(629);
    });

    test('a test is a delivery that waits to be sent; a paused webhook sends none', async () => {
      const { webhooks } = administration();
      const { id: webhookId } = await webhooks.create({ url: URL });
      const sent = await webhooks.test({ webhookId });
      expect(sent).toStrictEqual({
        ...{ eventId: expect.any(String), customerNumber: 0, state: 'pending', attempts: 0 },
      });
      expect(await webhooks.deliveries({ webhookId })).toStrictEqual({ items: [sent] });
      await webhooks.update({ webhookId, isActive: false });
      await expectRefusal(webhooks.test({ webhookId }), 409, 409);
    });

    test('deliveries are listed page by page, the latest first, and by state', async () => {
      const { webhooks } = administration();
      const { id: webhookId } = await webhooks.create({ url: URL });
      const ids: string[] = [];
      for (let count = 0; count < 5; count += 1) ids.push((await webhooks.test({ webhookId })).eventId);
      const listed: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await webhooks.deliveries({ webhookId, perPage: 2, ...(cursor !== undefined && { cursor }) });
        listed.push(...page.items.map(({ eventId }) => eventId));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(listed).toEqual(ids.sort().reverse());
      expect((await webhooks.deliveries({ webhookId, state: 'parked' })).items).toEqual([]);
      expect((await webhooks.deliveries({ webhookId, state: 'pending' })).items).toHaveLength(5);
      await expectBadInput(webhooks.deliveries({ webhookId, cursor: 'x' }), ['cursor']);
    });

    test('one delivery or a range is sent again', async () => {
      const { webhooks } = administration();
      const { id: webhookId } = await webhooks.create({ url: URL });
      const ids: string[] = [];
      for (let count = 0; count < 3; count += 1) ids.push((await webhooks.test({ webhookId })).eventId);
      const [first = '', second = '', third = ''] = ids.sort();
      const again = { customerNumber: 0, state: 'pending', attempts: 0 };
      expect(await webhooks.redeliver({ webhookId, eventId: second })).toStrictEqual({ eventId: second, ...again });
      expect(await webhooks.redeliver({ webhookId, eventId: first, untilEventId: third })).toStrictEqual({
        ...{ eventId: first, ...again, redelivered: 3 },
      });
      await expectUnknown(webhooks.redeliver({ webhookId, eventId: 'unknown' }));
      await expectUnknown(webhooks.redeliver({ webhookId, eventId: 'unknown', untilEventId: 'unknown' }));
      const backwards = await expectUnknown(webhooks.redeliver({ webhookId, eventId: third, untilEventId: first }));
      expect(backwards.details.detail).toMatch(/no such delivery/);
    });

    test('a webhook of another organisation is not told from an unknown one', async () => {
      const [mine, theirs] = [administration(), administration()];
      const { id: webhookId } = await theirs.webhooks.create({ url: URL });
      const { eventId } = await theirs.webhooks.test({ webhookId });
      const of = (id: string, event: string) => [
        mine.webhooks.get({ webhookId: id }),
        mine.webhooks.update({ webhookId: id, name: 'x', rotateSecret: true }),
        mine.webhooks.delete({ webhookId: id }),
        mine.webhooks.test({ webhookId: id }),
        mine.webhooks.deliveries({ webhookId: id }),
        mine.webhooks.redeliver({ webhookId: id, eventId: event }),
      ];
      const told = async (calls: Promise<unknown>[]) =>
        Promise.all(calls.map(async (call) => toldBy(await expectUnknown(call))));
      expect(await told(of(webhookId, eventId))).toEqual(await told(of('unknown', 'unknown')));
      expect(await mine.webhooks.list({})).toEqual([]);
      const { organisationId } = theirs;
      await expectRefusal(mine.webhooks.list({ organisationId }), 610, 403);
      await expectRefusal(mine.webhooks.create({ url: URL, organisationId }), 610, 403);
      // Its own webhook does not open another one's delivery.
      const { id: own } = await mine.webhooks.create({ url: URL });
      await expectUnknown(mine.webhooks.redeliver({ webhookId: own, eventId }));
    });
  });
}
