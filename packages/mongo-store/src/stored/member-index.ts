import { sizeOf } from './bson-reading.js';

const TABLE_SIZE = 1024;
const MAX_SEED = 10_000;

/**
 * Finds the elements of a document by name. The names are known beforehand, so that one walk over the document finds all of
 * them and makes no object. It holds the positions of one document at a time.
 */
export class MemberIndex {
  /** The BSON type of each member in the document read last; 0 when it is absent. By slot. */
  readonly types: Uint8Array;
  /** The position of each value in the document read last. By slot. */
  readonly positions: Int32Array;
  #hasOthers = false;
  readonly #names: readonly Uint8Array[];
  readonly #slots: ReadonlyMap<string, number>;
  readonly #seed: number;
  readonly #table = new Int16Array(TABLE_SIZE);

  constructor(names: readonly string[]) {
    this.#names = names.map((name) => new TextEncoder().encode(name));
    this.#slots = new Map(names.map((name, slot) => [name, slot]));
    this.types = new Uint8Array(names.length);
    this.positions = new Int32Array(names.length);
    this.#seed = this.#seedWithoutCollision();
  }

  /** The slot of a name. */
  slotOf(name: string): number {
    const slot = this.#slots.get(name);
    if (slot === undefined) throw new Error(`The index does not know the member ${name}.`);
    return slot;
  }

  /** Whether the document read last has a member that this index does not know. */
  get hasOthers(): boolean {
    return this.#hasOthers;
  }

  /** Reads the document that begins at `start`. Of elements with the same name the last one counts. */
  read(bytes: Uint8Array, start: number): void {
    const { types, positions } = this;
    const table = this.#table;
    const seed = this.#seed;
    types.fill(0);
    let hasOthers = false;
    let at = start + 4;
    for (let type = bytes[at] as number; type !== 0; type = bytes[at] as number) {
      const name = ++at;
      while (bytes[at] !== 0) at += 1;
      const slot = table[hashOf(bytes, name, at, seed)] as number;
      const value = at + 1;
      if (slot >= 0 && this.#isNamed(slot, bytes, name, at)) {
        types[slot] = type;
        positions[slot] = value;
      } else {
        hasOthers = true;
      }
      at = value + sizeOf(type, bytes, value);
    }
    this.#hasOthers = hasOthers;
  }

  // biome-ignore lint/complexity/useMaxParams: an object per element would cost more than the comparison
  #isNamed(slot: number, bytes: Uint8Array, start: number, end: number): boolean {
    const name = this.#names[slot] as Uint8Array;
    if (name.length !== end - start) return false;
    for (let i = 0; i < name.length; i++) if (name[i] !== bytes[start + i]) return false;
    return true;
  }

  #seedWithoutCollision(): number {
    for (let seed = 1; seed < MAX_SEED; seed++) {
      this.#table.fill(-1);
      const isTaken = this.#names.some((name, slot) => {
        const hash = hashOf(name, 0, name.length, seed);
        if (this.#table[hash] !== -1) return true;
        this.#table[hash] = slot;
        return false;
      });
      if (!isTaken) return seed;
    }
    throw new Error('No hash tells these names apart.');
  }
}

/** A hash of a name that reads few of its bytes. */
// biome-ignore lint/complexity/useMaxParams: an object per element would cost more than the hash
function hashOf(bytes: Uint8Array, start: number, end: number, seed: number): number {
  const length = end - start;
  const first = bytes[start] as number;
  const third = length > 2 ? (bytes[start + 2] as number) : 0;
  const middle = bytes[start + (length >> 1)] as number;
  const last = bytes[end - 1] as number;
  return (length * 31 + first * seed + third * (seed >> 3) + middle * (seed >> 5) + last * 7) & (TABLE_SIZE - 1);
}
