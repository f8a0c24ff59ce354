import { OPERATION_LIST } from '@profiles/contracts';
import { INVARIANTS } from './invariants/invariants.js';
import { enterSimulation } from './runtime/globals.js';
import { Random } from './runtime/random.js';
import { newProcess, StuckError } from './runtime/scheduler.js';
import { ViolationError } from './violation.js';
import { callOnce } from './workload/callers.js';
import { type Action, planOf } from './workload/plan.js';
import { FAULTS } from './world/faults.js';
import { Installation } from './world/installation.js';
import { World } from './world/world.js';

/** One simulation: a seed, and what is left out of what the seed decides. */
export interface Case {
  readonly seed: number;
  /** The positions of actions that are left out. */
  readonly without?: readonly number[];
  /** The kinds of failures that do not happen. */
  readonly calm?: readonly string[];
}

/** The outcome of a simulation. */
export interface Run {
  /** Equal for equal runs: a digest of every step. */
  readonly digest: string;
  readonly failure?: { readonly guarantee: string; readonly message: string };
  readonly steps: number;
  readonly calls: number;
  readonly commits: number;
  readonly actions: number;
  /** The failures that happened, with their number. */
  readonly happened: ReadonlyMap<string, number>;
  /** The kinds among them that can be switched off. */
  readonly kinds: readonly string[];
  /** The slugs of the operations that succeeded. */
  readonly succeeded: ReadonlySet<string>;
  readonly lines?: readonly string[];
}

/** The end of the time for callers, and then for events to reach their subscribers. In simulated milliseconds. */
const CALLS_UNTIL_MILLIS = 400 * 3_600_000;
const DELIVERY_MILLIS = 300_000;

const OPERATIONS = new Map(OPERATION_LIST.map((named) => [named.name, named]));

/** Runs one simulation. It never rejects: a failure of any kind is part of the outcome. */
export async function simulate(simulated: Case, { records = false } = {}): Promise<Run> {
  const { seed, without = [], calm = [] } = simulated;
  const plan = planOf(seed);
  const world = new World({ seed, calm, records, invariants: INVARIANTS, operations: OPERATIONS });
  enterSimulation({ scheduler: world.scheduler, random: Random.of(seed, 'process') });
  try {
    const installation = new Installation(world, plan, Random.of(seed, 'installation'));
    const actions = plan.actions.filter((_, at) => !without.includes(at));
    await performAll(installation, actions);
    return runOf(world, plan.actions.length);
  } catch (error) {
    return runOf(world, plan.actions.length, error);
  } finally {
    enterSimulation(undefined);
  }

  async function performAll(installation: Installation, actions: readonly Action[]): Promise<void> {
    const { scheduler } = world;
    const stepwise = world.invariants.filter(({ onStep }) => onStep !== undefined);
    scheduler.onStep = () => {
      for (const invariant of stepwise) world.verify(() => invariant.onStep?.(world));
      if (world.violation !== undefined) throw world.violation;
    };
    let open = plan.callers.length + 1;
    let failure: unknown;
    const queue = (work: () => Promise<void>) => {
      work()
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => {
          open -= 1;
        });
    };
    const rejectFailure = () => {
      if (failure !== undefined) throw failure;
    };
    for (const [at, caller] of plan.callers.entries()) {
      const own = actions.filter((action) => action.kind === 'call' && action.caller === at);
      scheduler.current = newProcess(caller.name);
      queue(async () => {
        for (const action of own) if (action.kind === 'call') await callOnce(installation, caller, action);
      });
    }
    scheduler.current = world.environment;
    queue(async () => {
      for (const action of actions) {
        if (action.kind !== 'environment') continue;
        const random = Random.of(action.seed, 'event');
        await scheduler.pause(random.below(150 + 2 * plan.paceMillis));
        await installation.happen(action.event, random);
      }
    });
    await scheduler.run(() => {
      rejectFailure();
      return open === 0;
    }, CALLS_UNTIL_MILLIS);
    installation.heal();
    await scheduler.run(() => installation.isSettled(), scheduler.now + DELIVERY_MILLIS);
    for (const invariant of world.invariants) await invariant.atEnd?.(world);
  }
}

function runOf(world: World, actions: number, error?: unknown): Run {
  const { scheduler, calls, model, faults } = world;
  const succeeded = new Set(calls.flatMap(({ slug, outcome }) => (outcome?.kind === 'ok' ? slug : [])));
  const failure = error === undefined ? undefined : failureOf(error);
  if (failure !== undefined) scheduler.note(failure.message);
  return {
    digest: scheduler.digest,
    ...(failure !== undefined && { failure }),
    ...{ steps: scheduler.steps, calls: calls.length, commits: model.commits.length, actions },
    ...{ happened: faults.happened, kinds: [...faults.happened.keys()].filter((kind) => kind in FAULTS), succeeded },
    ...(scheduler.lines !== undefined && { lines: scheduler.lines }),
  };
}

function failureOf(error: unknown): { guarantee: string; message: string } {
  if (error instanceof ViolationError) return { guarantee: error.guarantee, message: error.message };
  if (error instanceof StuckError) return { guarantee: 'progress', message: `[progress] ${error.message}` };
  const { stack } = error as Error;
  return { guarantee: 'no unexpected error', message: `[no unexpected error] ${stack ?? String(error)}` };
}
