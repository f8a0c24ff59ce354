import { Permission } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { daysFromNow, newEmail, ORDINARY, responseMeta, updateBody } from './organisation.js';
import { expectBadInput, expectRefusal, expectUnknown, toldBy } from './refusals.js';

const PASSWORD = 'correct horse battery';
const BETTER = 'another horse battery';

export function credentialsContract(newOrganisation: NewOrganisation): void {
  describe('credentials', () => {
    test('the right password answers the customer, and when and from where is kept', async () => {
      const { api, create, events } = newOrganisation();
      const email = newEmail();
      const customer = await create({ email, password: PASSWORD });
      const signIn = { email: email.toUpperCase(), password: PASSWORD, lastSignInFrom: 'app' };
      const answer = await api.credentials.verify(signIn);
      expect(answer).toMatchObject({ customerNumber: customer.customerNumber, lastSignInFrom: 'app' });
      expect(Date.parse(answer.lastSignInAt ?? '')).toBeGreaterThanOrEqual(Date.parse(customer.createdAt));
      expect(JSON.stringify(answer)).not.toContain('horse');
      expect(await events(customer)).toHaveLength(1);
    });

    test('[NOOP-1] a sign-in is recorded and is no change: the same revision and changedAt, no event, no record', async () => {
      const organisation = newOrganisation();
      const { api, create, events } = organisation;
      const admin = organisation.apiFor({ permissions: [Permission.Admin] }).profiles;
      const email = newEmail();
      const { customerNumber, changedAt } = await create({ email, password: PASSWORD });
      const meta = responseMeta();
      const shown = await api.credentials.verify({ email, password: PASSWORD, lastSignInFrom: 'app' }, meta.options);
      expect(meta.read().revision).toBe(1);
      expect(await api.profiles.get({ customerNumber })).toStrictEqual(shown);
      expect(shown.changedAt).toBe(changedAt);
      expect(await events({ customerNumber })).toHaveLength(1);
      expect((await admin.export({ customerNumber })).changes).toHaveLength(1);
      // The access log is written a moment later.
      const accesses = async () => (await admin.export({ customerNumber })).accesses;
      await expect.poll(accesses).toMatchObject([{ operation: 'verify-credentials', customerNumber }]);
    });

    test('a sign-in beside an update is not lost', async () => {
      const { api, create, update } = newOrganisation();
      const email = newEmail();
      const customer = await create({ email, password: PASSWORD });
      await Promise.all([
        api.credentials.verify({ email, password: PASSWORD, lastSignInFrom: 'app' }),
        ...['A', 'B', 'C'].map((surname) => update(customer, { surname })),
      ]);
      const { customerNumber } = customer;
      const after = await api.profiles.get({ customerNumber });
      expect(after).toMatchObject({ lastSignInFrom: 'app', lastSignInAt: expect.any(String) });
    });

    test('[NOOP-1] the same password again is no change', async () => {
      const { api, create, events } = newOrganisation();
      const email = newEmail();
      const { customerNumber } = await create({ email, password: PASSWORD });
      await api.credentials.changePassword({ customerNumber, currentPassword: PASSWORD, newPassword: PASSWORD });
      expect(await events({ customerNumber })).toHaveLength(1);
      await expect(api.credentials.verify({ email, password: PASSWORD })).resolves.toMatchObject({ customerNumber });
    });

    test('a wrong password and an unknown customer are refused alike (611)', async () => {
      const { api, create } = newOrganisation();
      const email = newEmail();
      await create({ email, password: PASSWORD });
      const noPassword = await create({ email: newEmail() });
      const wrong = await expectRefusal(api.credentials.verify({ email, password: BETTER }), 611, 401);
      for (const other of [newEmail(), noPassword.email ?? '']) {
        const unknown = await expectRefusal(api.credentials.verify({ email: other, password: PASSWORD }), 611, 401);
        expect(toldBy(unknown)).toEqual(toldBy(wrong));
      }
      const foreign = newOrganisation().api.credentials.verify({ email, password: PASSWORD });
      expect(toldBy(await expectRefusal(foreign, 611, 401))).toEqual(toldBy(wrong));
    });

    test('only an active standard customer signs in', async () => {
      const { api, create, update } = newOrganisation();
      const verify = (email: string) => api.credentials.verify({ email, password: PASSWORD });
      for (const fields of [{ profileType: 'P' }, { profileType: 'T', expirationDate: daysFromNow(1) }] as const) {
        const email = newEmail();
        await create({ email, password: PASSWORD, ...fields });
        await expectRefusal(verify(email), 611, 401);
      }
      const email = newEmail();
      const customer = await create({ email, password: PASSWORD });
      const { customerNumber } = customer;
      await update(customer, { status: 'P' });
      await expectRefusal(verify(email), 611, 401);
      await update(customer, { status: 'A' });
      await api.profiles.deactivate({ customerNumber });
      await expectRefusal(verify(email), 611, 401);
      await api.profiles.restore({ customerNumber });
      expect(await verify(email)).toMatchObject({ customerNumber });
    });

    test('a changed password is the only one that counts, and nothing of it is told', async () => {
      const { api, create, events } = newOrganisation();
      const email = newEmail();
      const { customerNumber } = await create({ email, password: PASSWORD });
      const change = (currentPassword: string, newPassword: string) =>
        api.credentials.changePassword({ customerNumber, currentPassword, newPassword });
      await expectRefusal(change(BETTER, BETTER), 611, 401);
      const weak = change(PASSWORD, 'password123');
      await expectBadInput(weak, ['newPassword'], 600);
      expect(await change(PASSWORD, BETTER)).toBeUndefined();
      await expectRefusal(api.credentials.verify({ email, password: PASSWORD }), 611, 401);
      await expect(api.credentials.verify({ email, password: BETTER })).resolves.toMatchObject({ customerNumber });
      const [, changed] = await events({ customerNumber });
      expect(changed).toMatchObject({ cause: 'change-password', changedFields: ['password'], revision: 2 });
    });

    test('without the current password the permission :admin is needed', async () => {
      const { api, apiFor, create } = newOrganisation();
      const email = newEmail();
      const { customerNumber } = await create({ email });
      const call = { customerNumber, newPassword: BETTER };
      await expectRefusal(api.credentials.changePassword(call), 610, 403);
      await expectRefusal(api.credentials.changePassword({ ...call, currentPassword: PASSWORD }), 611, 401);
      await apiFor({ permissions: [...ORDINARY, Permission.Admin] }).credentials.changePassword(call);
      await expect(api.credentials.verify({ email, password: BETTER })).resolves.toMatchObject({ customerNumber });
    });
  });
}

export function convertContract(newOrganisation: NewOrganisation): void {
  describe('convert', () => {
    const temporary = { profileType: 'T', expirationDate: daysFromNow(30), surname: null, firstName: null } as const;

    test('a temporary customer becomes a standard one and no longer ends by itself', async () => {
      const { api, create, events } = newOrganisation();
      const email = newEmail();
      const before = await create({ ...temporary, email, password: PASSWORD });
      const { status: _status, ...body } = { status: 'A', ...updateBody(before) };
      const after = await api.profiles.convert(body);
      expect(after).toMatchObject({ profileType: 'S', status: 'A', email, username: email, surname: body.surname });
      expect(after).not.toHaveProperty('expirationDate');
      expect((await events(before)).at(-1)).toMatchObject({ cause: 'convert-temporary-profile', revision: 2 });
      expect(await api.credentials.verify({ email, password: PASSWORD })).toMatchObject({ profileType: 'S' });
    });

    test('[UNIQ-1] its email must be free by then (602); another one may be given', async () => {
      const { api, create } = newOrganisation();
      const email = newEmail();
      const customer = await create({ ...temporary, email });
      await create({ email });
      const body = updateBody(customer);
      await expectRefusal(api.profiles.convert(body), 602, 409);
      const other = newEmail();
      const expirationDate = daysFromNow(60);
      const after = await api.profiles.convert({ ...body, email: other, expirationDate });
      expect(after).toMatchObject({ email: other, username: other, expirationDate });
    });

    test('any other customer is refused (409), a hidden one unknown, a merged one names its survivor', async () => {
      const { api, create, update, mergedPair } = newOrganisation();
      for (const profileType of ['S', 'P'] as const) {
        await expectRefusal(api.profiles.convert(updateBody(await create({ profileType }))), 409, 409);
      }
      const resting = await create(temporary);
      await update(resting, { status: 'P' });
      await expectRefusal(api.profiles.convert(updateBody(resting)), 409, 409);
      const gone = await create(temporary);
      await api.profiles.deactivate({ customerNumber: gone.customerNumber });
      await expectUnknown(api.profiles.convert(updateBody(gone)));
      const { source, target } = await mergedPair();
      const refused = await expectRefusal(api.profiles.convert(updateBody(source)), 601, 409);
      expect(refused.details.survivor).toBe(target.customerNumber);
      const { surname: _left, ...rest } = updateBody(await create(temporary));
      await expectBadInput(api.profiles.convert(rest as never), ['surname']);
    });
  });
}
