import { describe, expect, test } from 'vitest';
import type { Profile } from './profile.js';
import { survivorNumberOf } from './redirection.js';
import { afterEachWrite, always } from './testing/histories.js';
import type { SmallWorld } from './testing/small-world.js';

function expectDistinct(values: readonly string[], what: string): void {
  expect(new Set(values).size, `${what}: ${values.join(', ')}`).toBe(values.length);
}

describe('whatever happens', () => {
  test('[UNIQ-1] to [UNIQ-5] no two profiles of an organisation share a value that is one’s alone', () => {
    afterEachWrite(({ profiles }) => {
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
    afterEachWrite((world) => {
      for (const profile of world.profiles.values()) {
        const survivor = world.survivorOf(profile);
        const answering = [...world.profiles.values()].filter((one) => survivorNumberOf(one, profile.customerNumber));
        expect(answering.map((one) => one.customerNumber)).toEqual([survivor.customerNumber]);
        expect(survivor.organisationId).toBe(profile.organisationId);
      }
    });
  });

  test('[CARD-1] a card has at most one current ownership', () => {
    afterEachWrite(({ ecards }) => {
      const current = [...ecards.values()].filter(({ endOfOwnership }) => endOfOwnership === undefined);
      expectDistinct(
        current.map(({ ecardOperator, ecardNumber }) => `${ecardOperator} ${ecardNumber}`),
        'card',
      );
    });
  });

  test('[CARD-3] [CARD-4] a card only ever goes to a profile that is active, and never to another organisation', () => {
    always(({ profiles }, { written }) => {
      for (const { before: had, after: has } of written.ecards) {
        if (has === undefined) continue;
        if (had !== undefined) expect(has.organisationId).toBe(had.organisationId);
        const owner = profiles.get(has.customerNumber);
        expect(owner?.organisationId).toBe(has.organisationId);
        if (had?.customerNumber !== has.customerNumber) expect(owner?.status).toBe('A');
      }
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
