import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Call, History } from './history.js';

/** One way in which a call can have happened: the values that it needs, and the value that it leaves. */
interface Alternative {
  readonly in?: readonly string[];
  readonly notIn?: readonly string[];
  readonly to?: string;
}

/** The value of a key without a holder. */
const NONE = '';
const ANY: Alternative = {};

/**
 * Checks by Porcupine that the calls about each email, card and survivor are linearisable: they could have happened one after
 * the other, each between its begin and its end.
 *
 * @param checker - the program of checker/main.go
 * @returns the stretches of keys that are not, empty when all are
 * @throws when the checker can't tell
 */
export async function checkKeys({ calls }: History, checker: string): Promise<string[]> {
  const lines = calls.flatMap((call) => {
    if (call.action.kind === 'profile') return [];
    const { caller, invoked, ended, stretch, action } = call;
    return [{ key: `${action.key} in stretch ${stretch}`, caller, invoked, ended, alternatives: alternativesOf(call) }];
  });
  const holders = new Map<string, Set<string>>();
  for (const { key, alternatives } of lines) {
    const known = holders.get(key) ?? new Set([NONE]);
    holders.set(key, known);
    for (const { in: needed = [], to = NONE } of alternatives) for (const value of [...needed, to]) known.add(value);
  }
  const initial = [...holders].map(([key, values]) => ({ key, initial: [...values] }));
  const child = spawn(checker, { stdio: ['pipe', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  child.stdin.end([...initial, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [exit] = (await closed) as [number | null];
  if (exit !== 0 && exit !== 1) throw new Error(`The checker ended with ${exit}: ${errors}`);
  return output.split('\n').filter((line) => line !== '');
}

/** All that the outcome of a call allows. */
function alternativesOf(call: Call): Alternative[] {
  const { outcome, code, action } = call;
  if (action.does === 'read') return outcome === 'ok' ? [{ in: [call.shown?.holder ?? NONE] }] : [ANY];
  const effects = effectsOf(call);
  if (outcome === 'ok') return effects;
  if (outcome === 'unknown') return [...effects, ANY];
  return code === undefined ? [ANY] : refusalOf(call, code);
}

/** The effect of a call that succeeded. */
function effectsOf({ action }: Call): Alternative[] {
  const customer = String(action.customer);
  switch (action.kind === 'profile' ? 'read' : action.does) {
    case 'set':
      return [{ in: [NONE, customer], to: customer }];
    case 'clear':
      return [{ in: [customer], to: NONE }, { notIn: [customer] }];
    case 'add':
      return [{ in: [NONE], to: customer }];
    case 'move':
      return [{ notIn: [NONE], to: customer }];
    case 'end':
      return [{ notIn: [NONE], to: NONE }];
    case 'merge':
      return [{ in: [NONE, customer], to: customer }];
    case 'unmerge':
      return [{ in: [customer], to: NONE }];
    default:
      return [ANY];
  }
}

/** The state of the key that a refusal implies. */
function refusalOf({ action }: Call, code: number): Alternative[] {
  const customer = String(action.customer);
  if (action.does === 'set' && code === 602) return [{ notIn: [NONE, customer] }];
  if (action.does === 'add' && code === 627) return [{ notIn: [NONE] }];
  if ((action.does === 'move' || action.does === 'end') && code === 617) return [{ in: [NONE] }];
  if (action.does === 'merge' && code === 601) return [{ notIn: [NONE, customer] }];
  if (action.does === 'unmerge' && (code === 617 || code === 601)) return [{ notIn: [customer] }];
  // Others kept writing, or there was too much to do: nothing was done.
  if (code === 618 || code === 503) return [ANY];
  throw new Error(`${action.kind} ${action.does} was refused with ${code}, which the check does not know.`);
}
