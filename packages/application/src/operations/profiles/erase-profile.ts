import type { OPERATIONS } from '@profiles/contracts';
import { decideErase, refusalOfWrite } from '@profiles/domain';
import { checkVersion, seen } from '../../loading/visibility.js';
import { wholePerson } from '../../loading/whole-person.js';
import { errorOf } from '../../pipeline/rejections.js';
import type { WriteUseCase } from '../../pipeline/use-case.js';

export const eraseProfile: WriteUseCase<typeof OPERATIONS.profiles.erase> = async (input, scene) => {
  const { asked: profile, survivor } = await seen(scene, await scene.store.byCustomerNumber(input.customerNumber));
  checkVersion(scene, profile);
  // Who asks to be forgotten need not be an active customer.
  const refusal = profile.status === 'D' ? undefined : refusalOfWrite(profile, survivor);
  if (refusal) throw errorOf(refusal);
  const person = await wholePerson(scene.store, profile);
  return { decision: decideErase(person), answer: () => ({ value: undefined }) };
};
