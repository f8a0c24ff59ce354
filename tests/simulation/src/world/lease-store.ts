import { StoreUnavailableError } from '@profiles/application';
import type { LeaseRecord, LeaseStore } from '@profiles/mongo-store/leases';
import { Random } from '../runtime/random.js';
import { type Process, START_MILLIS } from '../runtime/scheduler.js';
import type { Core } from './core.js';

/** The longest time that a request or a response of the database is under way. It is longer than a lease. In milliseconds. */
const SLOW_MILLIS = 15_000;

/** The leases on the partitions as the database keeps them, by its clock. */
export class Leases {
  readonly #core: Core;
  readonly leases = new Map<number, LeaseRecord>();
  readonly #publishers = new Map<string, Date>();
  readonly #random: Random;

  constructor(core: Core) {
    this.#core = core;
    this.#random = Random.of(core.seed, 'leases');
  }

  portFor(process: Process): LeaseStore {
    const { leases } = this;
    const call = async <T>(name: string, work: () => T): Promise<T> => {
      const { scheduler, faults } = this.#core;
      await scheduler.step(`leases ${name}`, process);
      await this.#underWay();
      if (faults.happens('leases away')) throw new StoreUnavailableError('The database is away.');
      const result = work();
      await this.#underWay();
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

  /** A request that takes effect late, or a response that comes late. The process itself goes on. */
  async #underWay(): Promise<void> {
    const { scheduler, faults } = this.#core;
    if (faults.happens('slow lease call')) await scheduler.pause(this.#random.below(SLOW_MILLIS));
  }
}
