import type { LeaseRecord, LeaseStore } from '@profiles/mongo-store/outbox';

/** Leases as the database keeps them. */
export function memoryLeaseStore() {
  const leases = new Map<number, LeaseRecord>();
  const publishers = new Map<string, Date>();
  const store: LeaseStore = {
    read: async () => ({
      leases: [...leases.values()],
      publishers: [...publishers].map(([owner, until]) => ({ owner, until })),
    }),
    announce: async (owner, until) => {
      publishers.set(owner, until);
    },
    withdraw: async (owner) => {
      publishers.delete(owner);
    },
    take: async (wanted, seen) => {
      const now = leases.get(wanted.partition);
      if (now?.owner !== seen?.owner || now?.until !== seen?.until) return false;
      leases.set(wanted.partition, wanted);
      return true;
    },
    renew: async (lease) => {
      if (leases.get(lease.partition)?.owner !== lease.owner) return false;
      leases.set(lease.partition, lease);
      return true;
    },
    release: async (partition, owner) => {
      if (leases.get(partition)?.owner === owner) leases.set(partition, { partition, owner: '', until: new Date(0) });
    },
  };
  return { store, leases, publishers };
}
