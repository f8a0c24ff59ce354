import type { ContenderProcess } from '../contender-process.js';
import type { Population } from '../population.js';
import { makerFor, type RequestMaker } from '../rows.js';

/** How many of twenty requests are of each kind: what a day of a customer register looks like. */
export const MIX = { 'get by number': 14, 'by email': 2, search: 1, update: 2, create: 1 } as const;
type Kind = keyof typeof MIX;

const CYCLE = (Object.keys(MIX) as Kind[]).flatMap((kind) => Array.from({ length: MIX[kind] }, () => kind));
/** Prime to the length of the cycle: the kinds come mixed, and each as often as it should. */
const STRIDE = 7;

/** The n-th request of the mix. */
export function mixFor(contender: ContenderProcess, population: Population): RequestMaker {
  const makers = Object.fromEntries(
    Object.keys(MIX).map((kind) => [kind, makerFor(contender, kind, population)]),
  ) as Record<Kind, RequestMaker | undefined>;
  return (n) => {
    const kind = CYCLE[(n * STRIDE) % CYCLE.length] as Kind;
    const make = makers[kind];
    if (make === undefined) throw new Error(`${contender.name} has no ${kind}.`);
    return make(n);
  };
}
