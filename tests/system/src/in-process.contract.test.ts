import { setImmediate } from 'node:timers/promises';
import { profilesApiFor } from '@profiles/application';
import { createMemoryStore, memoryEventFeed } from '@profiles/memory-store';
import { callContext, profilesApiContract, testDependencies } from '@profiles/testkit';

const realClock = {
  now: () => new Date().toISOString(),
  // The next attempt lets others go first, but need not wait for them.
  pause: () => setImmediate(),
};

profilesApiContract('in process, over memory', async () => {
  const store = createMemoryStore();
  const dependencies = { ...testDependencies(store, realClock), events: memoryEventFeed(() => store.outbox) };
  return {
    apiFor: ({ organisationId, permissions, clientId }) => {
      const context = callContext(organisationId, permissions);
      const caller = { ...context.caller, ...(clientId !== undefined && { clientId }) };
      return profilesApiFor(dependencies, { ...context, caller });
    },
    events: async (customerNumber) =>
      store.outbox.map(({ data }) => data).filter((data) => data.customerNumber === customerNumber),
  };
});
