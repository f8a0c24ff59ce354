import type { OPERATIONS } from '@profiles/contracts';
import { profilesNamed, survivorsOf } from '../../loading/bulk-lookup.js';
import { sightFor } from '../../loading/lookup-scope.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';

export const resolveCustomers: ReadUseCase<typeof OPERATIONS.profiles.resolve> = async (input, scene) => {
  const sight = sightFor(scene, {});
  const named = await profilesNamed(sight, input);
  const survivors = await survivorsOf(
    sight,
    named.flatMap(({ profile }) => profile ?? []),
  );
  return {
    value: named.map(({ requested, profile }) => {
      const survivor = profile && survivors.get(profile.customerNumber);
      if (survivor === undefined) return { requested, outcome: 'unknown' as const };
      const { customerNumber, status } = survivor;
      // [REDIR-3] A merged number answers as its survivor does, also when that one is deactivated.
      if (status === 'D') return { requested, outcome: 'deactivated' as const, customerNumber };
      const outcome = customerNumber === profile?.customerNumber ? ('found' as const) : ('merged' as const);
      return { requested, outcome, customerNumber };
    }),
  };
};
