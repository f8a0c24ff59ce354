import { createProfilesClient } from '@profiles/client';
import { cloudEvent, customerChangedEvent } from '@profiles/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const PERSON = {
  ...{ surname: 'Hemmelig', firstName: 'Navnløs', email: 'hemmelig.person@example.no', dateOfBirth: '1983-04-17' },
  ...{ countryCode: '+47', telephoneNumberNoCountryCode: '91234567' },
};
const ADDRESS = { addressLine1: 'Skjultveien 77', town: 'Gjemmestad', postCode: '0577', typeOfAddress: 'P' as const };
const CARD = { ecardOperator: '12345', ecardNumber: 9_876_543_210, startOfOwnership: '2026-01-01T00:00:00.000Z' };

interface Row {
  readonly _id: string;
  readonly occurredAt: Date;
  readonly traceparent?: string;
  readonly data: { readonly customerNumber: number; readonly correlationId: string };
}

describe.skipIf(MONGODB_URI === undefined)('what the outbox holds for the publisher', () => {
  let stack: Stack;
  let headers: Record<string, string>;
  const organisationId = 77;

  beforeAll(async () => {
    stack = await startStack();
    headers = {
      ...{ authorization: `Bearer ${await stack.token({ organisationId })}`, 'et-client-name': 'acme-tests' },
      'content-type': 'application/json',
    };
  });
  afterAll(() => stack.close());

  const rows = async () => (await stack.documents('outbox')) as unknown as Row[];
  const body = { ...PERSON, organisationId, createdBy: 'web', createdByChannel: 'web' };

  async function create(more: Record<string, string>, email: string): Promise<Row | undefined> {
    const answer = await fetch(`${stack.adapterUrl}/customers/v2/profiles`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: JSON.stringify({ ...body, email }),
    });
    const { customerNumber } = (await answer.json()) as { customerNumber: number };
    return (await rows()).find(({ data }) => data.customerNumber === customerNumber);
  }

  test('a partner’s correlation id and trace context reach the event over REST and tRPC', async () => {
    const row = await create({ 'x-correlation-id': 'partner-1', traceparent: TRACEPARENT }, 'one@example.no');
    expect(row?.data.correlationId).toBe('partner-1');
    expect(row?.traceparent).toBe(TRACEPARENT);
  });

  test.each([
    ['00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01'],
    ['00-00000000000000000000000000000000-00f067aa0ba902b7-01'],
    ['ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
    ['kari@example.no'],
  ])('a trace context of the wrong form (%s) is as if it were not there', async (traceparent) => {
    const row = await create({ traceparent }, `${Math.random()}@example.no`);
    expect(row).toBeDefined();
    expect(row).not.toHaveProperty('traceparent');
  });

  test('an event’s id begins with its time', async () => {
    for (const { _id, occurredAt } of await rows()) {
      expect(Number.parseInt(_id.slice(0, 8) + _id.slice(9, 13), 16)).toBe(occurredAt.getTime());
      expect(_id[14]).toBe('7');
    }
  });

  test('no event holds a name, an address, an email, a telephone or card number, whatever was done', async () => {
    const token = await stack.token({ organisationId });
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
    const { customerNumber } = await api.profiles.create({ ...body, postalAddresses: [ADDRESS] });
    await api.ecards.add({ customerNumber, ...CARD });
    const changed = { changedBy: 'web', changedByChannel: 'web' };
    await api.profiles.update({ customerNumber, ...PERSON, ...changed, email: 'ny.hemmelig@example.no' });
    await api.notes.add({ customerNumber, text: 'Vil ikke ringes' }, { changedBy: 'Kjersti Kundebehandler' });
    await api.profiles.deactivate({ customerNumber });
    const own = (await rows()).filter(({ data }) => data.customerNumber === customerNumber);
    expect(own).toHaveLength(5);
    const secrets = [...Object.values(PERSON), ...Object.values(ADDRESS).slice(0, 3), '9876543210', 'ny.hemmelig'];
    for (const { _id, occurredAt, data } of own) {
      const event = customerChangedEvent.parse(cloudEvent(_id, occurredAt.toISOString(), data as never));
      const text = JSON.stringify(event);
      for (const secret of [...secrets, 'ringes', 'Kundebehandler']) {
        if (secret !== '+47') expect(text).not.toContain(secret);
      }
    }
  });
});
