import { createProfilesClient, type ProfilesApi } from '@profiles/client';
import type { ContenderProcess } from '../contender-process.js';
import type { Usage } from '../contenders/contender.js';
import { type Measured, underLoad } from '../load.js';
import { median } from '../median.js';
import { trpc } from '../rows.js';
import type { Question } from './questions.js';
import type { Criteria } from './searches.js';

/** The cost of one row at one size of the population: medians over the rounds. */
export interface Cell {
  readonly row: string;
  readonly customers: number;
  readonly p50Millis: number;
  readonly p99Millis?: number;
  /** Of the service, per request. */
  readonly cpuMicros?: number;
  /** Of the database server, per request; where it was started here. */
  readonly databaseCpuMicros?: number;
  /** The cost of a request, as a multiple of what the yardstick cost just before. */
  readonly yardsticks?: number;
  /** How many customers match, if it is a search. */
  readonly matches?: number;
  readonly failures: number;
}

export interface Step {
  readonly customers: number;
  readonly questions: readonly Question[];
  readonly service: ContenderProcess;
  readonly token: string;
  readonly rounds: number;
  readonly clients: number;
  /** How long a row is measured in a round, in milliseconds; a third of it goes before, unmeasured. */
  readonly millis: number;
  readonly usageOfDatabase: (() => Usage) | undefined;
  readonly log: (line: string) => void;
}

const WARM_UP_MILLIS = 300;
const YARDSTICK_MILLIS = 400;
/**
 * Goes all the way to the database and back, and has nothing to do with customers: its cost can't grow with them. When it
 * does, the machine was busy with something else, and the row that comes next pays for that too.
 */
const YARDSTICK: Question = { row: 'yardstick', make: () => trpc('preferenceDefinitions.list', {}) };

type Round = Measured & { readonly databaseMicros: number; readonly yardsticks: number };

/** Asks every question in turn, round after round: what else the machine does meets all rows alike. */
export async function measuredStep(step: Step): Promise<Cell[]> {
  const { customers, questions, service, token } = step;
  const measured = questions.map((question) => ({ question, rounds: [] as Round[] }));
  // Unmeasured, so that the first rows don't pay for code that is not compiled yet.
  for (const question of questions) await loaded(question, { ...step, millis: WARM_UP_MILLIS });
  for (let round = 1; round <= step.rounds; round += 1) {
    for (const { question, rounds } of measured) rounds.push(await roundOf(question, step));
    step.log(`${customers} customers: round ${round} of ${step.rounds} done`);
  }
  const api = createProfilesClient({ url: service.url, token, clientName: 'acme-bench' });
  const cells: Cell[] = [];
  for (const { question, rounds } of measured) {
    const middle = (of: keyof Round) => median(rounds.map((round) => round[of]));
    const matches = question.searchedBy && (await matchesOf(api, question.searchedBy));
    cells.push({
      ...{ row: question.row, customers, p50Millis: middle('p50Millis'), p99Millis: middle('p99Millis') },
      cpuMicros: middle('cpuMicrosPerRequest'),
      ...(step.usageOfDatabase && { databaseCpuMicros: middle('databaseMicros') }),
      yardsticks: middle('yardsticks'),
      ...(matches !== undefined && { matches }),
      failures: rounds.reduce((sum, { failures }) => sum + failures, 0),
    });
  }
  return cells;
}

async function roundOf(question: Question, step: Step): Promise<Round> {
  const yardstick = await loaded(YARDSTICK, { ...step, millis: YARDSTICK_MILLIS });
  const measured = await loaded(question, step);
  // The processor's time depends less than the clock on what else the machine does.
  const cost = (one: typeof measured) =>
    step.usageOfDatabase === undefined ? one.p50Millis : one.cpuMicrosPerRequest + one.databaseMicros;
  return { ...measured, yardsticks: cost(measured) / cost(yardstick) };
}

async function loaded({ make }: Question, { service, token, clients, millis, usageOfDatabase }: Step) {
  // The load asks for the usage twice: before and after what is measured.
  const ofDatabase: number[] = [];
  const watched: ContenderProcess = {
    ...service,
    usage() {
      ofDatabase.push(usageOfDatabase?.().cpuMicros ?? 0);
      return service.usage();
    },
  };
  const measured = await underLoad(watched, make, { clients, millis, warmUpMillis: millis / 3, token });
  const [before = 0, after = 0] = ofDatabase;
  return { ...measured, databaseMicros: (after - before) / measured.requests };
}

const COUNTED = 9;

/** How many customers match: the median of some of the searches. */
async function matchesOf(api: ProfilesApi, criteria: readonly Criteria[]): Promise<number> {
  const totals: number[] = [];
  for (const asked of criteria.slice(0, COUNTED)) {
    totals.push((await api.profiles.search({ ...asked, perPage: 1 })).totalItems ?? 0);
  }
  return median(totals);
}
