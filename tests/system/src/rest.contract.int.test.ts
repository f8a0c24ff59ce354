import { profilesApiFrom } from '@profiles/contracts';
import { profilesTransportContract, restProfilesApi } from '@profiles/testkit';
import { describe } from 'vitest';
import { MONGODB_URI, startStack } from './stack.js';

const WIRINGS = [
  ['REST → adapter → service → MongoDB', false],
  ['REST → adapter and service in one process → MongoDB', true],
] as const;

describe.skipIf(MONGODB_URI === undefined).each(WIRINGS)('%s', (wiring, allInOne) => {
  profilesTransportContract(wiring, async () => {
    const stack = await startStack({ allInOne, events: true });
    const baseUrl = `${stack.adapterUrl}/customers/v2`;
    return {
      apiFor: (caller) =>
        profilesApiFrom(({ group, method }) => async (input, options) => {
          const api = restProfilesApi({ baseUrl, token: await stack.token(caller) });
          return (api as unknown as Record<string, Record<string, (...args: unknown[]) => Promise<never>>>)[group]?.[
            method
          ]?.(input, options) as never;
        }),
      events: stack.events,
      close: stack.close,
    };
  });
});
