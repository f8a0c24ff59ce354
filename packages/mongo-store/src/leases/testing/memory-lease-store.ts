import type { LeaseRecord, LeaseStore } from '../leases.js';

/** Leases as the database keeps them. Its clock goes on with the timers; those of the publishers may differ from it. */
export function memoryLeaseStore() {
  const startedAt = Date.parse('2026-03-01T12:00:00.000Z') - performance.now();
  const now = () => new Date(startedAt + performance.now());
  const leases = new Map<number, LeaseRecord>();
  const publishers = new Map<string, Date>();
  const store: LeaseStore = {
    now: async () => now(),
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
  return { store, leases, publishers, now };
}
