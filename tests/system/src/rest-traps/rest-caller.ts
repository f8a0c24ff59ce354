import { randomInt } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { type Stack, startStack } from '../stack.js';
import { type RestAsker, restAsker } from './rest-calls.js';

/** One organisation that calls a stack over REST. The stack starts before the tests of the suite and closes after them. */
export function startRestCaller() {
  const organisationId = randomInt(1, 1_000_000);
  const person = { surname: 'Nordmann', firstName: 'Kari', organisationId, createdBy: 'web', createdByChannel: 'web' };
  let started: { readonly stack: Stack; readonly token: string; readonly ask: RestAsker } | undefined;
  beforeAll(async () => {
    const stack = await startStack();
    const token = await stack.token({ organisationId });
    started = { stack, token, ask: restAsker(stack.adapterUrl, token) };
  });
  afterAll(() => started?.stack.close());
  const running = () => {
    if (started === undefined) throw new Error('The stack runs during the tests only.');
    return started;
  };
  const ask: RestAsker = (method, path, init) => running().ask(method, path, init);
  return {
    organisationId,
    person,
    ask,
    /** The body of the response to the creation of a customer. */
    create: async (fields: object = {}) => (await ask('POST', '/profiles', { body: { ...person, ...fields } })).body,
    get stack() {
      return running().stack;
    },
    get token() {
      return running().token;
    },
  };
}
