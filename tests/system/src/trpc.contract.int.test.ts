import { createProfilesClient } from '@profiles/client';
import { profilesApiContract } from '@profiles/testkit';
import { describe } from 'vitest';
import { MONGODB_URI, startStack } from './stack.js';

describe.skipIf(MONGODB_URI === undefined)('over tRPC', () => {
  profilesApiContract('typed client → service → MongoDB', async () => {
    const stack = await startStack({ events: true });
    return {
      apiFor: (caller) =>
        createProfilesClient({ url: stack.serviceUrl, token: () => stack.token(caller), clientName: 'acme-tests' }),
      events: stack.events,
      close: stack.close,
    };
  });
});
