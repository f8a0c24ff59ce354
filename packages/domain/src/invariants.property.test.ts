import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LATER } from '../test/given.js';
import { type Command, SmallWorld, type Written } from '../test/small-world.js';
import type { EcardOwnership } from './ecard.js';
import type { Profile } from './profile.js';
import { answersTo } from './redirection.js';

// Few values and few profiles, so that commands meet each other.
const email = fc.constantFrom('a@x.no', 'A@X.no', 'b@x.no', 'c@x.no');
const vippsId = fc.constantFrom('v1', 'v2');
const who = fc.noBias(fc.nat({ max: 11 }));
const card = fc.integer({ min: 1, max: 3 });

const create: fc.Arbitrary<Command> = fc.record(
  {
    do: fc.constant('create' as const),
    organisationId: fc.constantFrom(1, 1, 1, 2),
    profileType: fc.constantFrom('S', 'S', 'P', 'P', 'P', 'T'),
    preference: fc.integer({ min: 1, max: 4 }),
    ticket: fc.constantFrom('none', 'none', 'ended', 'valid'),
    email,
    vippsId,
    account: fc.constantFrom('acc1', 'acc2', 'acc3'),
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
      do: fc.constantFrom('merge' as const, 'merge' as const, 'connect' as const),
      source: who,
      target: who,
      fitting: fc.constantFrom(true, true, false),
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
);

/** Starts from a handful of profiles, so that the commands after them find somebody. */
const history = fc
  .tuple(
    fc.array(create, { minLength: 3, maxLength: 8, size: 'max' }),
    fc.array(command, { maxLength: 40, size: 'max' }),
  )
  .map(([births, rest]) => [...births, ...rest]);

type Check = (world: SmallWorld, step: { command: Command; before: Snapshot; written: Written }) => void;

interface Snapshot {
  readonly profiles: ReadonlyMap<number, Profile>;
  readonly ecards: ReadonlyMap<string, EcardOwnership>;
}

/** Runs many histories and checks the world after every command. */
function always(check: Check): void {
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

function joins(command: Command): command is Command & { do: 'merge' | 'connect' } {
  return command.do === 'merge' || command.do === 'connect';
}

function expectDistinct(values: readonly string[], what: string): void {
  expect(new Set(values).size, `${what}: ${values.join(', ')}`).toBe(values.length);
}

describe('whatever happens', () => {
  test('[UNIQ-1] to [UNIQ-5] no two profiles of an organisation share a value that is one’s alone', () => {
    always(({ profiles }) => {
      for (const organisationId of [1, 2]) {
        const all = [...profiles.values()].filter((profile) => profile.organisationId === organisationId);
        const active = all.filter((profile) => profile.status === 'A');
        const values = (some: readonly Profile[], of: (profile: Profile) => string | undefined) =>
          some.flatMap((profile) => of(profile)?.toLowerCase() ?? []);
        const lasting = active.filter(({ profileType }) => profileType !== 'T');
        const standard = active.filter(({ profileType }) => profileType === 'S');
        expectDistinct(
          values(lasting, (profile) => profile.email),
          'email',
        );
        expectDistinct(
          values(standard, (profile) => profile.username),
          'username',
        );
        expectDistinct(
          values(active, (profile) => profile.vippsId),
          'vippsId',
        );
        expectDistinct(
          values(all, (profile) => profile.customerRef),
          'customerRef',
        );
        expectDistinct(
          all.flatMap(({ customerAccounts }) => customerAccounts.map(({ accountId }) => accountId)),
          'customer account',
        );
      }
    });
  });

  test('[REDIR-3] redirection has no circle and no dead end, and exactly one profile answers to each number', () => {
    always((world) => {
      for (const profile of world.profiles.values()) {
        const survivor = world.survivorOf(profile);
        const answering = [...world.profiles.values()].filter((one) => answersTo(one, profile.customerNumber));
        expect(answering.map((one) => one.customerNumber)).toEqual([survivor.customerNumber]);
        expect(survivor.organisationId).toBe(profile.organisationId);
      }
    });
  });

  test('[CARD-1] a card has at most one current ownership', () => {
    always(({ ecards }) => {
      const current = [...ecards.values()].filter(({ endOfOwnership }) => endOfOwnership === undefined);
      expectDistinct(
        current.map(({ ecardOperator, ecardNumber }) => `${ecardOperator} ${ecardNumber}`),
        'card',
      );
    });
  });

  test('[CARD-3] [CARD-4] a card only ever goes to a profile that is active, and never to another organisation', () => {
    always(({ profiles }, { before, written }) => {
      for (const { before: had, after: has } of written.ecards) {
        if (has === undefined) continue;
        if (had !== undefined) expect(has.organisationId).toBe(had.organisationId);
        const owner = profiles.get(has.customerNumber);
        expect(owner?.organisationId).toBe(has.organisationId);
        if (had?.customerNumber === has.customerNumber) continue;
        expect(before.profiles.get(has.customerNumber)?.status).toBe('A');
      }
    });
  });

  test('[MERGE-1] a merge or connect loses nothing and makes nothing up', () => {
    always((world, { command, before, written }) => {
      if (!joins(command) || written.profiles.length === 0) return;
      const parties = written.profiles.map(({ after }) => after.customerNumber);
      const held = (profiles: ReadonlyMap<number, Profile>) => {
        const both = parties.flatMap((number) => profiles.get(number) ?? []);
        return {
          accounts: both.flatMap((one) => one.customerAccounts.map(({ accountId }) => accountId)).sort(),
          tickets: both.flatMap((one) => one.personnelTickets.map(({ id }) => id)).sort(),
          notes: both.flatMap((one) => one.notes.map(({ id }) => id)).sort(),
          preferences: both
            .flatMap((one) => one.preferences.map((p) => `${p.preferenceId} ${p.preferenceValue}`))
            .sort(),
        };
      };
      expect(held(world.profiles)).toEqual(held(before.profiles));
      expect(world.ecards.size).toBe(before.ecards.size);

      const source = written.profiles.find(({ after }) => after.parentId !== undefined)?.after;
      const target = world.profiles.get(source?.parentId ?? 0);
      expect(target?.relatedCustomerNumbers).toContain(source?.customerNumber);
      expect(source).toMatchObject({ customerAccounts: [], personnelTickets: [], notes: [], status: 'P' });
      expect(world.ecardsOf(source?.customerNumber ?? 0)).toEqual([]);
      for (const { preferenceId } of source?.preferences ?? []) {
        expect(target?.preferences.map((preference) => preference.preferenceId)).toContain(preferenceId);
      }
    });
  });

  test('[MERGE-2] a merge or connect repeated changes nothing', () => {
    always((world, { command, written }) => {
      if (!joins(command) || written.profiles.length === 0) return;
      const source = written.profiles.find(({ after }) => after.parentId !== undefined)?.after;
      const again: Command = {
        do: command.do,
        source: world.positionOf(source?.customerNumber ?? 0),
        target: world.positionOf(source?.parentId ?? 0),
      };
      expect(world.decide(again)).toMatchObject({ outcome: 'accepted', changes: { profiles: [] } });
      expect(world.run(again)).toEqual({ profiles: [], ecards: [] });
    });
  });

  test('the revision is 1 at creation, grows by one with each change, and stays where nothing changes', () => {
    always(({ profiles }, { before, written }) => {
      const changed = new Set(written.profiles.map(({ after }) => after.customerNumber));
      expect(changed.size).toBe(written.profiles.length);
      for (const [number, profile] of profiles) {
        const earlier = before.profiles.get(number);
        if (changed.has(number)) expect(profile.revision).toBe((earlier?.revision ?? 0) + 1);
        else expect(profile).toBe(earlier);
      }
    });
  });

  test('what identifies a profile never changes', () => {
    always(({ profiles }, { before }) => {
      for (const [number, earlier] of before.profiles) {
        const { customerNumber, uuid, customerRef, organisationId, profileType, createdAt } = earlier;
        expect(profiles.get(number)).toMatchObject({
          customerNumber,
          uuid,
          customerRef,
          organisationId,
          profileType,
          createdAt,
        });
      }
    });
  });

  test('[REST-1] a restore puts back what stood before the deactivation', () => {
    const asleep = new WeakMap<SmallWorld, Map<number, Profile>>();
    always((world, { command, before, written }) => {
      const sleepers = asleep.get(world) ?? new Map<number, Profile>();
      asleep.set(world, sleepers);
      for (const { after } of written.profiles) {
        const earlier = before.profiles.get(after.customerNumber);
        if (earlier === undefined) continue;
        // An update may change more than the status: only a plain deactivation is compared.
        if (command.do === 'deactivate' && earlier.status !== 'D') sleepers.set(after.customerNumber, earlier);
        const slept = sleepers.get(after.customerNumber);
        if (command.do !== 'restore' || slept === undefined) continue;
        sleepers.delete(after.customerNumber);
        const { email, username, status, expirationDate } = slept;
        const { email: e, username: u, status: s, expirationDate: x } = after;
        expect({ email: e, username: u, status: s, expirationDate: x }).toEqual({
          email,
          username,
          status,
          expirationDate,
        });
        expect(after.emailOld).toBeUndefined();
      }
    });
  });
});

test('the histories reach every command’s effect, so that the guarantees above are put to the test', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(history, (commands) => {
      const world = new SmallWorld();
      for (const command of commands) {
        const { profiles, ecards } = world.run(command);
        if (profiles.length > 0) reached.add(command.do);
        if (joins(command) && ecards.length > 0) reached.add(`${command.do} with cards`);
        if (command.do === 'update card' && profiles.length === 2) reached.add('transfer');
        if (profiles.some(({ after }) => after.relatedCustomerNumbers.length > 1)) reached.add('second merge');
      }
    }),
    // A seed of its own: this one is about the generator, not about luck.
    { numRuns: 300, seed: 42 },
  );
  const effects = ['create', 'update', 'merge', 'connect', 'add card', 'update card', 'deactivate', 'restore'];
  const rarer = ['merge with cards', 'connect with cards', 'transfer', 'second merge'];
  expect([...effects, ...rarer].filter((effect) => !reached.has(effect))).toEqual([]);
});
