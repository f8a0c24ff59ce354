import type { ContenderProcess } from './contender-process.js';
import { type Measured, underLoad } from './load.js';
import type { Result } from './result.js';
import type { RequestMaker } from './rows.js';
import { noiseIn } from './steadiness.js';

/** The measured work, and its duration. */
interface Plan {
  readonly rows: readonly string[];
  readonly clientCounts: readonly number[];
  readonly rounds: number;
  /** How long a row is measured in each round. */
  readonly millis: number;
  readonly token: string;
  /** The requests of a row; undefined when the contender has no such operation, or is not measured with this many clients. */
  readonly makerFor: (contender: ContenderProcess, row: string, clients: number) => RequestMaker | undefined;
  /** @defaultValue every row is measured in as many rounds, whatever its spread */
  readonly repeat?: Repeat;
}

/** How long rows are repeated whose figures are not steady. */
interface Repeat {
  readonly maxRounds: number;
  /** No round of a row begins later, by `performance.now()`; except the first of each, without which it has no figures. */
  readonly until: number;
}

type Growing = Result & { rounds: Measured[] };

/**
 * Measures all contenders in turn, round by round, so that what the machine does meanwhile meets all alike; every second
 * round in reverse order, so that none always follows the same other one. Within a row and a number of clients the results
 * come in the order of the contenders; one of them may run more than once.
 */
export async function interleaved(running: readonly ContenderProcess[], plan: Plan): Promise<Result[]> {
  const { rows, clientCounts, rounds, repeat } = plan;
  const cells = rows.flatMap((row) => clientCounts.map((clients) => newCell(row, clients)));
  const hasTime = () => repeat === undefined || performance.now() < repeat.until;
  for (let round = 0; round < rounds; round++) {
    for (const cell of cells) if (round === 0 || hasTime()) await measureOnce(cell, inOrderOf(round, running), plan);
    console.log(`round ${round + 1} of ${rounds} done`);
  }
  for (let round = rounds; repeat !== undefined && round < repeat.maxRounds && hasTime(); round++) {
    const noisy = cells.filter(({ results }) => noiseIn([...results.values()]).length > 0);
    if (noisy.length === 0) break;
    console.log(`round ${round + 1}: repeating ${noisy.length} of ${cells.length} rows for their spread`);
    for (const cell of noisy) if (hasTime()) await measureOnce(cell, inOrderOf(round, running), plan);
  }
  return cells.flatMap(({ results }) => running.flatMap((contender) => results.get(contender) ?? []));
}

/** A row with a number of clients, and what was measured of it. */
interface Cell {
  readonly row: string;
  readonly clients: number;
  readonly results: Map<ContenderProcess, Growing>;
}

function newCell(row: string, clients: number): Cell {
  return { row, clients, results: new Map() };
}

function inOrderOf(round: number, running: readonly ContenderProcess[]): readonly ContenderProcess[] {
  return round % 2 === 0 ? running : running.toReversed();
}

async function measureOnce(
  { row, clients, results }: Cell,
  running: readonly ContenderProcess[],
  { millis, token, makerFor }: Plan,
): Promise<void> {
  for (const contender of running) {
    const make = makerFor(contender, row, clients);
    if (make === undefined) continue;
    const result = results.get(contender) ?? { row, clients, contender: contender.label, rounds: [] };
    results.set(contender, result);
    const load = { clients, millis, warmUpMillis: Math.min(1000, millis / 2), token };
    result.rounds.push(await underLoad(contender, make, load));
  }
}
