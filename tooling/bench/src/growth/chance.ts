/** Chance that can be repeated: what it gives depends on a seed and a number only. */
export interface Chance {
  /** A whole number from 0 up to this one, without it. */
  below(end: number): number;
  /** Whether something happens that happens in this share of all cases. */
  in(share: number): boolean;
  oneOf<T>(choices: readonly T[]): T;
  digits(count: number): string;
  hexDigits(count: number): string;
}

/** A source of its own for the n-th of something, so that none depends on how many there are. */
export function chanceOf(seed: number, n: number): Chance {
  let state = (Math.imul(seed, 0x9e37_79b1) ^ Math.imul(n, 0x85eb_ca6b)) >>> 0;
  /** Mulberry32: evenly spread, and cheap to begin, which is done for each customer. */
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  const textOf = (count: number, base: number) =>
    Array.from({ length: count }, () => below(base).toString(base)).join('');
  return {
    below,
    in: (share) => next() < share,
    oneOf(choices) {
      const chosen = choices[below(choices.length)];
      if (chosen === undefined) throw new Error('There is nothing to choose from.');
      return chosen;
    },
    digits: (count) => textOf(count, 10),
    hexDigits: (count) => textOf(count, 16),
  };
}
