import { createProfilesClient } from '@profiles/client';
import { type ExampleSubject, type NamedOperation, namedParts, OPERATION_LIST, Permission } from '@profiles/contracts';
import { type ExampleWorld, existingSubject, unknownSubject } from '@profiles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restRequestOf } from './generated-input/ask.js';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const [THEIRS, MINE] = [71, 72];
const RIGHTS = Object.values(Permission).filter((one) => one !== Permission.AllOrganisations);

/** The headers that differ between any two requests. */
const VARYING = ['date', 'x-correlation-id', 'ratelimit', 'connection', 'keep-alive'];
/** The operations that refer to data of an organisation. The response of resolve-customers repeats the requested names. */
const ABOUT_DATA = OPERATION_LIST.filter(
  ({ operation }) => namedParts(operation.example).length > 0 && operation.slug !== 'resolve-customers',
);

describe.skipIf(MONGODB_URI === undefined)('the response about another organisation’s data, to the last header', () => {
  let stack: Stack;
  let theirs: ExampleWorld;
  let token: string;

  beforeAll(async () => {
    stack = await startStack();
    const theirToken = await stack.token({ organisationId: THEIRS, permissions: RIGHTS });
    token = await stack.token({ organisationId: MINE, permissions: RIGHTS });
    const api = createProfilesClient({ url: stack.serviceUrl, token: theirToken, clientName: 'acme-tests' });
    theirs = { api, organisationId: THEIRS };
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
    const told = [...response.headers].filter(([name]) => !VARYING.includes(name)).sort();
    return { status: response.status, headers: told, body: await response.text() };
  }

  test.each(ABOUT_DATA)('$operation.slug responds as for a number that never existed', async (named) => {
    const existing = await existingSubject(named.operation, theirs);
    const inputWith = (subject: ExampleSubject) =>
      named.operation.example({ ...subject, organisationId: MINE }) as Record<string, unknown>;
    const [input, unknown] = [inputWith(existing), inputWith(unknownSubject(MINE))];
    for (const way of ['REST', 'tRPC'] as const) {
      const foreign = await answerOver(way, named, input);
      expect(foreign, way).toEqual(await answerOver(way, named, unknown));
      expect(foreign.status).toBeLessThan(500);
    }
  });
});
