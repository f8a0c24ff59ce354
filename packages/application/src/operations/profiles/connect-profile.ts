import type { OPERATIONS } from '@profiles/contracts';
import { decideConnect } from '@profiles/domain';
import { mergeParties } from '../../loading/merge-parties.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';

export const connectProfile: WriteUseCase<typeof OPERATIONS.profiles.connect> = async (input, scene) => {
  const source = input.customerNumberToConnect ?? input.temporaryCustomerNumber;
  if (source == null) throw new Error('The form was checked: one of them is given.');
  const parties = await mergeParties(scene, { source, target: input.customerNumber });
  return {
    decision: decideConnect(parties),
    answer: (committed) => {
      const { changedAt, relatedCustomerNumbers } = committed(parties.target);
      return { value: { changedAt, relatedCustomerNumbers: [...relatedCustomerNumbers] } };
    },
  };
};
