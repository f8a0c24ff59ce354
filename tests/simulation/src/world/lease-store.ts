import { StoreUnavailableError } from '@profiles/application';
import type { LeaseRecord, LeaseStore } from '@profiles/mongo-store/leases';
import { type Process, START_MILLIS } from '../runtime/scheduler.js';
import type { Core } from './core.js';

/** The leases on the partitions as the database keeps them, by its clock. */
export class Leases {
  readonly #core: Core;
  readonly leases = new Map<number, LeaseRecord>();
  readonly #publishers = new Map<string, Date>();

  constructor(core: Core) {
    this.#core = core;
  }

  portFor(process: Process): LeaseStore {
    const { leases } = this;
    const call = async <T>(name: string, work: () => T): Promise<T> => {
      const { scheduler, faults } = this.#core;
      await scheduler.step(`leases ${name}`, process);
      if (faults.happens('outbox away')) throw new StoreUnavailableError('The database is away.');
      const result = work();
      await scheduler.step(`leases ${name} responds`, process);
      return result;
    };
    const isOwn = (partition: number, owner: string) => leases.get(partition)?.owner === owner;
    return {
      now: () => call('now', () => new Date(START_MILLIS + this.#core.scheduler.now)),
      read: () =>
        call('read', () => ({
          leases: [...leases.values()],
          publishers: [...this.#publishers].map(([owner, until]) => ({ owner, until })),
        })),
      announce: (owner, until) => call('announce', () => void this.#publishers.set(owner, until)),
      withdraw: (owner) => call('withdraw', () => void this.#publishers.delete(owner)),
      take: (wanted, seen) =>
        call(`take ${wanted.partition}`, () => {
          const now = leases.get(wanted.partition);
          if (now?.owner !== seen?.owner || now?.until.getTime() !== seen?.until.getTime()) return false;
          leases.set(wanted.partition, wanted);
          return true;
        }),
      renew: (lease) =>
        call(`renew ${lease.partition}`, () => {
          if (!isOwn(lease.partition, lease.owner)) return false;
          leases.set(lease.partition, lease);
          return true;
        }),
      release: (partition, owner) =>
        call(`release ${partition}`, () => {
          if (isOwn(partition, owner)) leases.set(partition, { partition, owner: '', until: new Date(0) });
        }),
    };
  }
}
