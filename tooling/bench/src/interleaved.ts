import type { ContenderProcess } from './contender-process.js';
import { type Measured, underLoad } from './load.js';
import type { Result } from './report.js';
import type { RequestMaker } from './rows.js';

/** What is measured, and how long. */
interface Plan {
  readonly rows: readonly string[];
  readonly clientCounts: readonly number[];
  readonly rounds: number;
  /** How long a row is measured in each round. */
  readonly millis: number;
  readonly token: string;
  /** The requests of a row; undefined when the contender has no such operation, or is not measured with this many clients. */
  readonly makerFor: (contender: ContenderProcess, row: string, clients: number) => RequestMaker | undefined;
}

/**
 * Measures all contenders in turn, round by round, so that what the machine does meanwhile meets all alike. Within a row and
 * a number of clients the results come in the order of the contenders; one of them may run more than once.
 */
export async function interleaved(running: readonly ContenderProcess[], plan: Plan): Promise<Result[]> {
  const { rows, clientCounts, rounds, millis, token, makerFor } = plan;
  const results = new Map<string, Result & { rounds: Measured[] }>();
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      for (const clients of clientCounts) {
        for (const [index, contender] of running.entries()) {
          const make = makerFor(contender, row, clients);
          if (make === undefined) continue;
          const load = { clients, millis, warmUpMillis: Math.min(1000, millis / 2), token };
          const key = JSON.stringify([row, clients, index]);
          const result = results.get(key) ?? { row, clients, contender: contender.name, rounds: [] };
          results.set(key, result);
          result.rounds.push(await underLoad(contender, make, load));
        }
      }
    }
    console.log(`round ${round + 1} of ${rounds} done`);
  }
  return [...results.values()];
}
