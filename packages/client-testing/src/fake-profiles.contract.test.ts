import { profilesApiContract } from '@profiles/testkit';
import { createFakeProfiles } from './fake-profiles.js';

profilesApiContract('typed client → service in memory, as in @profiles/client/testing', async () => {
  const profiles = createFakeProfiles();
  return {
    apiFor: (caller) => profiles.clientFor(caller),
    events: async (customerNumber) => profiles.events(customerNumber),
  };
});
