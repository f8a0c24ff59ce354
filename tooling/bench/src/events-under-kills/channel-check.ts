/** A change as a receiver noted it. */
export interface NotedChange {
  readonly customerNumber: number;
  readonly revision: number;
}

/** The violations that are kept. A fault in the order would name thousands. */
const MAX_VIOLATIONS = 20;

/**
 * Checks the changes that one receiver got: those of each customer from the first on, in order and without a gap.
 *
 * Where deliveries come at least once, a change may be repeated before the next one of its customer. A repetition of an older one
 * would be out of order.
 */
export class ChannelCheck {
  readonly name: string;
  readonly violations: string[] = [];
  readonly #mayRepeat: boolean;
  readonly #revisions = new Map<number, number>();
  #distinct = 0;
  #repeats = 0;

  constructor(name: string, { mayRepeat }: { readonly mayRepeat: boolean }) {
    this.name = name;
    this.#mayRepeat = mayRepeat;
  }

  /** The number of changes, each counted once. */
  get distinct(): number {
    return this.#distinct;
  }

  get repeats(): number {
    return this.#repeats;
  }

  note({ customerNumber, revision }: NotedChange): void {
    const last = this.#revisions.get(customerNumber) ?? 0;
    if (revision === last && this.#mayRepeat) {
      this.#repeats += 1;
      return;
    }
    if (revision !== last + 1) this.fail(`customer ${customerNumber}: revision ${revision} follows ${last}`);
    if (revision <= last) return;
    this.#distinct += 1;
    this.#revisions.set(customerNumber, revision);
  }

  /** Notes a fault that is no change. */
  fail(text: string): void {
    if (this.violations.length < MAX_VIOLATIONS) this.violations.push(`${this.name}: ${text}`);
  }
}
