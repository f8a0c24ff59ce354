import { profileStoreContract } from '@profiles/testkit';
import { createMemoryStore } from './memory-store.js';

profileStoreContract('memory', async () => {
  const store = createMemoryStore();
  return {
    store,
    outbox: async () => store.outbox,
    passwordHashOf: async (customerNumber) => store.credentials.get(customerNumber),
  };
});
