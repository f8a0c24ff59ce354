import fc from 'fast-check';
import type { EcardOwnership, MergeOptions, Profile } from '../index.js';
import type { Command } from './commands.js';
import { LATER } from './given.js';
import { SmallWorld, type Written } from './small-world.js';

// Few values and few profiles, so that commands meet each other.
const email = fc.constantFrom('a@x.no', 'A@X.no', 'b@x.no', 'c@x.no', 'd@x.no', 'e@x.no', 'f@x.no');
const vippsId = fc.constantFrom('v1', 'v2', 'v3', 'v4', 'v5');
const who = fc.noBias(fc.nat({ max: 11 }));
const card = fc.integer({ min: 1, max: 3 });

const create: fc.Arbitrary<Command> = fc.record(
  {
    do: fc.constant('create' as const),
    organisationId: fc.constantFrom(1, 1, 1, 2),
    profileType: fc.constantFrom('S', 'S', 'S', 'P', 'P', 'T'),
    preference: fc.integer({ min: 1, max: 4 }),
    ticket: fc.constantFrom('none', 'none', 'ended', 'valid'),
    email,
    vippsId,
    account: fc.constantFrom('acc1', 'acc2', 'acc3', 'acc4', 'acc5', 'acc6'),
  },
  { requiredKeys: ['do', 'organisationId', 'profileType', 'preference', 'ticket'] },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: create, weight: 3 },
  {
    arbitrary: fc.record(
      {
        do: fc.constant('update' as const),
        who,
        email: fc.option(email),
        vippsId: fc.option(vippsId),
        status: fc.constantFrom('A', 'P', 'D'),
      },
      { requiredKeys: ['do', 'who'] },
    ),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      do: fc.constantFrom('merge' as const, 'connect' as const),
      source: who,
      target: who,
      fitting: fc.constantFrom(true, true, false),
      options: fc.constantFrom<MergeOptions>(
        {},
        { fillBlanks: true },
        { take: ['email', 'vippsId'] },
        { fillBlanks: true, take: ['surname'] },
      ),
    }),
    weight: 5,
  },
  { arbitrary: fc.record({ do: fc.constant('add card' as const), who, card }), weight: 2 },
  {
    arbitrary: fc.record({
      do: fc.constant('update card' as const),
      who,
      card,
      end: fc.boolean(),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record(
      { do: fc.constant('deactivate' as const), who, until: fc.constant(LATER) },
      { requiredKeys: ['do', 'who'] },
    ),
    weight: 2,
  },
  { arbitrary: fc.record({ do: fc.constant('restore' as const), who }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('unmerge' as const), source: who }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant('unmerge' as const), source: who, unlike: who }), weight: 1 },
);

/** Starts from a handful of profiles, so that the later commands find some. */
export const history = fc
  .tuple(
    fc.array(create, { minLength: 3, maxLength: 8, size: 'max' }),
    fc.array(command, { maxLength: 40, size: 'max' }),
  )
  .map(([births, rest]) => [...births, ...rest]);

type Check = (world: SmallWorld, step: { command: Command; before: Snapshot; written: Written }) => void;

export interface Snapshot {
  readonly profiles: ReadonlyMap<number, Profile>;
  readonly ecards: ReadonlyMap<string, EcardOwnership>;
}

/** Runs many histories and checks the world after every command. */
export function always(check: Check): void {
  fc.assert(
    fc.property(history, (commands) => {
      const world = new SmallWorld();
      for (const command of commands) {
        const before = { profiles: new Map(world.profiles), ecards: new Map(world.ecards) };
        const written = world.run(command);
        check(world, { command, before, written });
      }
    }),
    { numRuns: 300 },
  );
}

/** As `always`, of a world in which nothing changes by itself: it is looked at when a command has written something. */
export function afterEachWrite(check: (world: SmallWorld) => void): void {
  always((world, { written }) => {
    if (written.profiles.length > 0) check(world);
  });
}

export function joins(command: Command): command is Command & { do: 'merge' | 'connect' } {
  return command.do === 'merge' || command.do === 'connect';
}
