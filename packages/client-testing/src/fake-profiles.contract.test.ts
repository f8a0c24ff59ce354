import { createProfilesClient } from '@profiles/client';
import { profilesApiContract, subscriptionContract } from '@profiles/testkit';
import { createFakeProfiles } from './fake-profiles.js';

profilesApiContract('typed client → service in memory, as in @profiles/client/testing', async () => {
  const profiles = createFakeProfiles();
  return {
    apiFor: (caller) => profiles.clientFor(caller),
    events: async (customerNumber) => profiles.events(customerNumber),
  };
});

subscriptionContract('typed client → service in memory', async () => {
  const { url, fetch, token } = createFakeProfiles();
  return {
    createProfilesClient,
    optionsFor: async (caller) => ({ url, fetch, token: token(caller), clientName: 'acme-tests' }),
  };
});
