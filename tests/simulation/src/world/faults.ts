import { Random } from '../runtime/random.js';

/** The kinds of failures that a simulation can have, with the largest probability of each at one port call. */
export const FAULTS = {
  'stale revision': 0.15,
  'store away before the write': 0.08,
  'store away after the write': 0.08,
  'store away in a read': 0.02,
  'lost acknowledgement': 0.15,
  'broker away': 0.1,
  'batch refused': 0.2,
  'repeated delivery': 0.1,
  'reordered delivery': 0.8,
  'handler failure': 0.1,
  'outbox away': 0.05,
  'leases away': 0.08,
  'slow lease call': 0.08,
  'everything sleeps': 0.03,
  'late delivery': 0.2,
  'slow delivery': 0.4,
  'late visibility': 0.2,
} as const;

export type FaultKind = keyof typeof FAULTS;
const KINDS = Object.keys(FAULTS) as FaultKind[];

/** Decides which port calls fail. A seed has some kinds of failures only, so that rare ones are not hidden by others. */
export class Faults {
  readonly #rates = new Map<FaultKind, number>();
  readonly #random = new Map<FaultKind, Random>();
  /** From then on nothing fails: what was interrupted has to come to its end. */
  isCalm = false;
  readonly happened = new Map<string, number>();

  constructor(seed: number, calm: readonly string[]) {
    const random = Random.of(seed, 'fault rates');
    for (const kind of KINDS) {
      const rate = random.chance(0.5) ? random.next() * FAULTS[kind] : 0;
      if (calm.includes(kind)) continue;
      this.#rates.set(kind, rate);
      this.#random.set(kind, Random.of(seed, kind));
    }
  }

  happens(kind: FaultKind): boolean {
    const rate = this.#rates.get(kind) ?? 0;
    if (this.isCalm || rate === 0 || !this.#random.get(kind)?.chance(rate)) return false;
    this.count(kind);
    return true;
  }

  count(kind: string): void {
    this.happened.set(kind, (this.happened.get(kind) ?? 0) + 1);
  }
}
