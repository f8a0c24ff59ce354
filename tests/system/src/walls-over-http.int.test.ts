import { createProfilesClient } from '@profiles/client';
import { type NamedOperation, OPERATION_LIST, Permission } from '@profiles/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restRequestOf } from './generated-input/ask.js';
import { BASE_INPUTS, type World } from './generated-input/base-inputs.js';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const [THEIRS, MINE] = [71, 72];
const RIGHTS = Object.values(Permission).filter((one) => one !== Permission.AllOrganisations);

/** Names that nobody has, by the fields that name somebody. */
const NOBODY: Readonly<Record<string, unknown>> = {
  customerNumber: 9_000_000_000_000,
  pticketCustomerNumber: 9_000_000_000_001,
  sourceCustomerNumber: 9_000_000_000_001,
  mergedCustomerNumber: 9_000_000_000_001,
  customerNumberToConnect: 9_000_000_000_001,
  temporaryCustomerNumber: 9_000_000_000_001,
  customerNumbers: [9_000_000_000_000],
  customerReferences: ['nobody'],
  customerReference: 'nobody',
  uuid: '0'.repeat(32),
  username: 'nobody@example.no',
  email: 'nobody@example.no',
  preferenceId: 9_000_000_000,
};

/** What differs from one request to the next, whoever asks for what. */
const CHANCE = ['date', 'x-correlation-id', 'ratelimit', 'connection', 'keep-alive'];
/** Another organisation is refused before anybody is looked up; nobody is named; or the answer repeats the name. */
const NAME_NOBODY =
  /^(create-profile|get-profile-by-username|resolve-customers|(list|create)-preference-definitions?)$/;
const ABOUT_SOMEBODY = OPERATION_LIST.filter(({ operation }) => !NAME_NOBODY.test(operation.slug));

describe.skipIf(MONGODB_URI === undefined)('another organisation’s customer, to the last header', () => {
  let stack: Stack;
  let theirs: World;
  let token: string;

  beforeAll(async () => {
    stack = await startStack();
    const theirToken = await stack.token({ organisationId: THEIRS, permissions: RIGHTS });
    token = await stack.token({ organisationId: MINE, permissions: RIGHTS });
    const api = createProfilesClient({ url: stack.serviceUrl, token: theirToken, clientName: 'acme-tests' });
    const definition = { preferenceCode: 'NOTE', preferenceType: 'TEXT', preferenceDescription: 'Any text.' } as const;
    const { id: preferenceId } = await api.preferenceDefinitions.create(definition);
    theirs = { api, organisationId: THEIRS, preferenceId };
  });
  afterAll(() => stack.close());

  async function answerOver(way: 'REST' | 'tRPC', named: NamedOperation, input: Readonly<Record<string, unknown>>) {
    const headers = {
      ...{ authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests', 'content-type': 'application/json' },
      'x-correlation-id': 'the-same',
    };
    const request = way === 'REST' ? restRequestOf(named, input) : undefined;
    const response =
      request === undefined
        ? await fetch(`${stack.serviceUrl}/trpc/${named.name}`, {
            ...{ method: 'POST', headers },
            body: JSON.stringify(input),
          })
        : await fetch(`${stack.adapterUrl}/customers/v2${request.path}`, {
            ...{ method: request.method, headers },
            ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
          });
    const told = [...response.headers].filter(([name]) => !CHANCE.includes(name)).sort();
    return { status: response.status, headers: told, body: await response.text() };
  }

  test.each(ABOUT_SOMEBODY)('$operation.slug answers as for a number that never existed', async (named) => {
    const real = await BASE_INPUTS[named.operation.slug]?.(theirs);
    if (real === undefined) throw new Error('There is no valid input to begin with.');
    const input = Object.fromEntries(Object.entries(real).filter(([name]) => name !== 'organisationId'));
    const nobody = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, NOBODY[name] ?? value]));
    // A card is known by its number only when nobody but its owner is named.
    if (named.operation.slug === 'get-profile-by-ecard') nobody['ecardNumber'] = '9999999999';
    for (const way of ['REST', 'tRPC'] as const) {
      const stranger = await answerOver(way, named, input);
      expect(stranger, way).toEqual(await answerOver(way, named, nobody));
      expect(stranger.status).toBeLessThan(500);
    }
  });
});
