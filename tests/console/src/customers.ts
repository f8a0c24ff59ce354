import type { ProfilesApi, ProfilesCreateInput } from '@profiles/client';
import { ORGANISATION } from './console-stack.js';

type Fields = Omit<ProfilesCreateInput, 'organisationId' | 'createdBy' | 'createdByChannel' | 'countryCode'>;

/** Creates a customer with a Norwegian telephone number. Returns the customer number. */
export async function createCustomer(api: ProfilesApi, fields: Fields): Promise<number> {
  const { customerNumber } = await api.profiles.create({
    organisationId: ORGANISATION,
    createdBy: 'web',
    createdByChannel: 'webshop',
    countryCode: '+47',
    ...fields,
  });
  return customerNumber;
}

/** Gives a customer a travel card. Returns its sixteen digits in groups of four, as the console shows them. */
export async function addCard(api: ProfilesApi, customerNumber: number, ecardNumber: number): Promise<string> {
  const startOfOwnership = '2025-03-01T08:00:00.000Z';
  const card = { customerNumber, ecardOperator: '57803', ecardNumber, ecardName: 'Reisekort', startOfOwnership };
  await api.ecards.add(card);
  const { ecardOwnerships = [] } = await api.profiles.get({ customerNumber, includeECards: true });
  const [added] = ecardOwnerships;
  if (added === undefined) throw new Error('The customer has no card.');
  return added.ecardNumber16digits.replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** Imports customers whose surnames are numbered. */
export async function importCustomers(
  api: ProfilesApi,
  { surname, count, firstTelephone }: { surname: string; count: number; firstTelephone: number },
): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    ...{ createdBy: 'crm', createdByChannel: 'test', firstName: 'Row', surname: `${surname} ${index}` },
    ...{ countryCode: '+47', telephoneNumberNoCountryCode: String(firstTelephone + index) },
  }));
  const { id: importId } = await api.imports.create({ name: surname, events: 'each', dryRun: false });
  for (let start = 0; start < rows.length; start += 100) {
    await api.imports.rows({ importId, firstRow: start + 1, rows: rows.slice(start, start + 100) });
  }
}
