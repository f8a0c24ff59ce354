import { profileStoreContract } from '@profiles/testkit';
import { createMemoryStore } from './memory-store.js';

profileStoreContract('memory', async () => {
  let offset = 0;
  const store = createMemoryStore({ now: () => Date.now() + offset });
  return {
    store,
    outbox: async () => store.outbox,
    moveClockBy: (millis) => {
      offset += millis;
    },
    passwordHashOf: async (customerNumber) => store.credentials.get(customerNumber),
  };
});
