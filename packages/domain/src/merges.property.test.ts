import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unchanged } from './accept.js';
import type { Profile } from './profile.js';
import { isMerged, survivorNumberOf } from './redirection.js';
import type { Command } from './testing/commands.js';
import { changesOf } from './testing/given.js';
import { always, history, joins } from './testing/histories.js';
import { SmallWorld } from './testing/small-world.js';

/** The items of some profiles together. */
function heldBy(numbers: readonly number[], profiles: ReadonlyMap<number, Profile>) {
  const all = numbers.flatMap((number) => profiles.get(number) ?? []);
  return {
    accounts: all.flatMap((one) => one.customerAccounts.map(({ accountId }) => accountId)).sort(),
    tickets: all.flatMap((one) => one.personnelTickets.map(({ id }) => id)).sort(),
    notes: all.flatMap((one) => one.notes.map(({ id }) => id)).sort(),
    preferences: all.flatMap((one) => one.preferences.map((p) => `${p.preferenceId} ${p.preferenceValue}`)).sort(),
  };
}

/** A profile without what every write changes, its preferences in one order. */
function contentOf({ revision, changedAt, changedBy, changedByChannel, ...content }: Profile) {
  return { ...content, preferences: [...content.preferences].sort((a, b) => a.preferenceId - b.preferenceId) };
}

describe('whatever was merged and unmerged', () => {
  test('[MERGE-1] [UNMERGE-1] a merge, a connect and an unmerge lose nothing and make nothing up', () => {
    always((world, { command, before, written }) => {
      if (!(joins(command) || command.do === 'unmerge') || written.profiles.length === 0) return;
      const parties = written.profiles.map(({ after }) => after.customerNumber);
      expect(parties).toHaveLength(2);
      expect(heldBy(parties, world.profiles)).toEqual(heldBy(parties, before.profiles));
      expect(world.ecards.size).toBe(before.ecards.size);
    });
  });

  test('[MERGE-1] after a merge or connect the source has nothing left but preferences that the target has too', () => {
    always((world, { command, written }) => {
      if (!joins(command) || written.profiles.length === 0) return;
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

  test('[UNMERGE-1] an unmerge right after a merge or connect puts both parties and every card back', () => {
    always((world, { command, before, written }) => {
      if (!joins(command) || written.profiles.length === 0) return;
      const source = written.profiles.find(({ after }) => after.parentId !== undefined)?.after;
      const merged = [...world.profiles.values()].filter(isMerged).map(({ customerNumber }) => customerNumber);
      const decision = world.decide({ do: 'unmerge', source: merged.indexOf(source?.customerNumber ?? 0) });
      const { profiles, ecards = [] } = changesOf(decision ?? unchanged);
      expect(profiles).toHaveLength(2);
      for (const { after } of profiles) {
        const earlier = before.profiles.get(after?.customerNumber ?? 0);
        expect(after && contentOf(after)).toEqual(earlier && contentOf(earlier));
      }
      const owners = ecards.map(({ after }) => [after?.id, after?.customerNumber]);
      expect(owners).toEqual(written.ecards.map(({ before: had }) => [had?.id, had?.customerNumber]));
    });
  });

  test('[UNMERGE-1] an unmerged profile is active, answers to its own number, and is unknown to the other one', () => {
    always((world, { command, before, written }) => {
      if (command.do !== 'unmerge' || written.profiles.length === 0) return;
      const [target, source] = written.profiles.map(({ after }) => after);
      if (target === undefined || source === undefined) throw new Error('An unmerge changes both parties.');
      expect(before.profiles.get(source.customerNumber)?.parentId).toBe(target.customerNumber);
      expect(source.status).toBe('A');
      expect(world.survivorOf(source)).toBe(source);
      for (const number of [source.customerNumber, ...source.relatedCustomerNumbers]) {
        expect(survivorNumberOf(source, number)).toBe(true);
        expect(target.relatedCustomerNumbers).not.toContain(number);
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
        if (command.do === 'unmerge' && ecards.length > 0) reached.add('unmerge with cards');
        if (command.do === 'unmerge' && profiles[1]?.after.relatedCustomerNumbers.length) {
          reached.add('unmerge of a survivor');
        }
        if (command.do === 'update card' && profiles.length === 2) reached.add('transfer');
        if (profiles.some(({ after }) => after.relatedCustomerNumbers.length > 1)) reached.add('second merge');
      }
    }),
    // A seed of its own: this one is about the generator, not about luck.
    { numRuns: 300, seed: 42 },
  );
  const effects = [
    'create',
    'update',
    'add card',
    'update card',
    'deactivate',
    'restore',
    'merge',
    'connect',
    'unmerge',
  ];
  const rarer = ['merge with cards', 'connect with cards', 'transfer', 'second merge'];
  const parted = ['unmerge with cards', 'unmerge of a survivor'];
  expect([...effects, ...rarer, ...parted].filter((effect) => !reached.has(effect))).toEqual([]);
});
