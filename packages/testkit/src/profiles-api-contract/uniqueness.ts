import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';
import { type CreateBody, daysFromNow, newEmail, unique } from './organisation.js';
import { expectRefusal } from './refusals.js';

type Values = () => [first: Partial<CreateBody>, second: Partial<CreateBody>];

const TAKEN: readonly [string, Values, 602 | 624 | 625 | 626][] = [
  [
    '[UNIQ-1] an email, compared without case',
    () => {
      const email = newEmail();
      return [{ email }, { email: email.toUpperCase() }];
    },
    602,
  ],
  [
    '[UNIQ-1] an email, between types S and P',
    () => {
      const email = newEmail();
      return [{ email }, { email, profileType: 'P' }];
    },
    602,
  ],
  [
    '[UNIQ-2] a customerRef',
    () => {
      const customerRef = unique('CRM-');
      return [{ customerRef }, { customerRef: ` ${customerRef} ` }];
    },
    625,
  ],
  [
    '[UNIQ-4] a vippsId',
    () => {
      const vippsId = unique('vipps-');
      return [{ vippsId, profileType: 'P' }, { vippsId }];
    },
    626,
  ],
  [
    '[UNIQ-5] a customer account id',
    () => {
      const customerAccountId = unique('abt-');
      return [{ customerAccountId }, { customerAccountId }];
    },
    624,
  ],
];

export function uniquenessContract(newOrganisation: NewOrganisation): void {
  describe('uniqueness', () => {
    test.each(TAKEN)('%s is one customer’s within an organisation', async (_name, values, code) => {
      const { create } = newOrganisation();
      const [first, second] = values();
      await create(first);
      const error = await expectRefusal(create(second), code, 409);
      expect(JSON.stringify([error.message, error.details])).not.toContain(Object.values(first)[0]);
      await expect(create()).resolves.toBeDefined();
    });

    test.each(TAKEN)('%s may be had in two organisations', async (_name, values) => {
      const [first, second] = values();
      await newOrganisation().create(first);
      await expect(newOrganisation().create(second)).resolves.toBeDefined();
    });

    test('[UNIQ-1] [UNIQ-4] an update can’t take another’s email (602) or vippsId (626)', async () => {
      const { api, create, update } = newOrganisation();
      const { email, vippsId } = await create({ email: newEmail(), vippsId: unique() });
      const customer = await create({ email: newEmail() });
      await expectRefusal(update(customer, { email: email?.toUpperCase() }), 602, 409);
      await expectRefusal(update(customer, { vippsId, surname: 'Ny' }), 626, 409);
      expect(await api.profiles.get({ customerNumber: customer.customerNumber })).toStrictEqual(customer);
    });

    test('[UNIQ-1] an email given up by an update is free', async () => {
      const { create, update } = newOrganisation();
      const holder = await create({ email: newEmail(), vippsId: unique() });
      const { email, vippsId } = holder;
      await update(holder, { email: newEmail(), vippsId: null });
      await expect(create({ email, vippsId })).resolves.toMatchObject({ email, username: email, vippsId });
    });

    test('[UNIQ-1] temporary customers neither hold nor block an email', async () => {
      const { create, update } = newOrganisation();
      const email = newEmail();
      const temporary = { profileType: 'T', expirationDate: daysFromNow(9), email } as const;
      const first = await create(temporary);
      await create(temporary);
      await expect(create({ email })).resolves.toMatchObject({ email });
      await expect(create(temporary)).resolves.toMatchObject({ email });
      await expect(update(first, { email, surname: 'Ny' })).resolves.toMatchObject({ email });
    });

    test('[UNIQ-4] a temporary customer holds its vippsId', async () => {
      const { create } = newOrganisation();
      const vippsId = unique();
      await create({ profileType: 'T', expirationDate: daysFromNow(9), vippsId });
      await expectRefusal(create({ vippsId }), 626, 409);
    });

    test('[UNIQ-1] [UNIQ-3] [UNIQ-4] email, username and vippsId of a deactivated customer are free', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber, email, vippsId } = await create({ email: newEmail(), vippsId: unique() });
      await api.profiles.deactivate({ customerNumber });
      await expect(create({ email, vippsId })).resolves.toMatchObject({ email, username: email, vippsId });
    });

    test('[UNIQ-2] a deactivated customer’s customerRef is not free', async () => {
      const { api, create } = newOrganisation();
      const { customerNumber, customerRef } = await create({ customerRef: unique('CRM-') });
      await api.profiles.deactivate({ customerNumber });
      await expectRefusal(create({ customerRef }), 625, 409);
    });
  });
}
