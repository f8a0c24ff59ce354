import { OPERATION_LIST } from '@profiles/contracts';
import i18next from 'i18next';
import { expect, test } from 'vitest';
import { en } from '../i18n/en';
import { enAdmin } from '../i18n/en-admin';
import { nb } from '../i18n/nb';
import { nbAdmin } from '../i18n/nb-admin';
import { fieldLabel } from './field-label';

/** The operations that a form of the console calls. */
const OF_FORMS = [
  ...['profiles.patch', 'postalAddresses.add', 'customerAccounts.add', 'personnelTickets.add', 'ecards.add'],
  ...['notes.add', 'preferences.create', 'webhooks.create', 'preferenceDefinitions.create'],
];
/** Fields that the console fills in itself, and those that none of its forms has. */
const NOT_TYPED =
  /^(customerNumber|organisationId|version|changedBy\w*|createdBy\w*|parentId|status|profileType|is[A-Z]\w*|preferenceId|\w+Id|\w+At|\w+Date|startOfOwnership|endOfOwnership|\w*assword\w*|languagePreference|postalAddress\w*|telephoneNumber|events|operations)$/;

const fields = OPERATION_LIST.filter(({ name }) => OF_FORMS.includes(name)).flatMap(({ operation }) =>
  Object.keys((operation.input as { shape?: object }).shape ?? {}).filter((name) => !NOT_TYPED.test(name)),
);

test.each([
  ['en', en, enAdmin],
  ['nb', nb, nbAdmin],
])('every field of a form has a name for customer service in %s', async (language, translation, admin) => {
  await i18next.init({ lng: language, resources: { [language]: { translation, admin } } });
  expect(fields).toEqual(
    expect.arrayContaining(['email', 'ecardOperator', 'url', 'preferenceCode', 'postCode', 'text']),
  );
  const unnamed = fields.filter((path) => fieldLabel({ path, message: '' }, i18next.t) === path);
  expect(unnamed).toEqual([]);
});
