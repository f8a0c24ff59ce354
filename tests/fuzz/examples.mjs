// The customers that the examples in the document speak of, so that those find something, and some of each type.

const BY = { createdBy: 'fuzz', createdByChannel: 'fuzz', organisationId: 1 };
const PERSON = { ...BY, surname: 'Nordmann', firstName: 'Kari' };
const CARD = { ecardOperator: '57803', ecardNumber: 1234567890, startOfOwnership: '2026-01-31' };
const OF_EACH_TYPE = 20;
const MERGED = 12;
const LASTING = 3;

/**
 * Creates them over REST. The first one gets the customer number of the examples; hooks.py counts on the rest: on the
 * customers of each type, and on ticket holders merged into the first three customers in turn.
 */
export async function seed({ adapterUrl, token }) {
  const send = async (method, path, body) => {
    const response = await fetch(`${adapterUrl}/customers/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'et-client-name': 'acme-fuzz' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const post = (path, body) => send('POST', path, body);
  for (const code of ['CITY', 'HOBBY', 'SEAT', 'SPARE']) {
    await post('/preferences', {
      preferenceCode: code,
      preferenceType: 'TEXT',
      preferenceDescription: 'Anything fits.',
    });
  }
  const { customerNumber, uuid } = await post('/profiles', {
    ...PERSON,
    email: 'kari.nordmann@example.no',
    password: 'correct horse battery staple',
    customerRef: 'CRM-4711',
    postalAddresses: [{ town: 'Oslo', postCode: '0150', typeOfAddress: 'P' }],
  });
  const kari = `/profiles/${customerNumber}`;
  await post(`${kari}/preferences`, { preferenceId: 1, preferenceValue: 'true' });
  await post(`${kari}/ecard-ownerships`, CARD);
  await post(`${kari}/ecard-ownerships`, { ...CARD, ecardNumber: CARD.ecardNumber + 1 });
  await post(`${kari}/customer-accounts`, { accountId: 'ABT-3000157', name: 'Family account' });
  const types = [{ profileType: 'S' }, { profileType: 'P' }, { profileType: 'T', expirationDate: '2999-01-01' }];
  for (const type of types) {
    for (let count = 0; count < OF_EACH_TYPE; count += 1) await post('/profiles', { ...PERSON, ...type });
  }
  for (let count = 0; count < MERGED; count += 1) {
    const ticketHolder = await post('/profiles', { ...PERSON, profileType: 'P' });
    await send('PUT', `/profiles/${customerNumber + (count % LASTING)}/merge/${ticketHolder.customerNumber}`, {});
  }
  return { uuid };
}
