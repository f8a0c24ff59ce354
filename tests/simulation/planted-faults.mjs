import { CALL_FAULTS } from './planted/calls-and-store.mjs';
import { EVENT_FAULTS } from './planted/events.mjs';
import { RULE_FAULTS } from './planted/rules.mjs';

/**
 * Faults that the simulation has to find. Each changes one text of one source file, in the bundle of a simulation and nowhere
 * else. `from` occurs in the file exactly once. `needs` are parts of a plan without which the fault can not show.
 *
 * @type {readonly { name: string, file: string, from: string, to: string, needs?: string[] }[]}
 */
export const PLANTED_FAULTS = [...RULE_FAULTS, ...CALL_FAULTS, ...EVENT_FAULTS];

/**
 * The planted fault with this name; none without a name.
 *
 * @param {string} [wanted]
 */
export function plantedFault(wanted) {
  if (wanted === undefined) return undefined;
  const fault = PLANTED_FAULTS.find(({ name }) => name === wanted);
  if (fault === undefined)
    throw new Error(`There is no planted fault "${wanted}". They are in tests/simulation/planted.`);
  return fault;
}
