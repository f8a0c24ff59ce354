import { OPERATIONS } from '@profiles/contracts';
import { decideErase, decideEraseMerged, refusalOfWrite } from '@profiles/domain';
import { checkVersion, requireFound } from '../../loading/visibility.js';
import { errorOf } from '../../pipeline/rejections.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const eraseProfile = mutation(OPERATIONS.profiles.erase, async (input, context) => {
  const { requested: profile, survivor } = await requireFound(
    await context.store.byCustomerNumber(input.customerNumber),
  );
  checkVersion(context, profile);
  // A deactivated customer can be erased too.
  const refusal = profile.status === 'D' ? undefined : refusalOfWrite(profile, survivor);
  if (refusal) throw errorOf(refusal);
  const { isLast, ...person } = await context.store.partOfPerson(profile);
  const respond = () => ({ value: undefined });
  if (isLast) return { decision: decide(decideErase, person), respond };
  return { decision: decide(decideEraseMerged, person), respond, continues: true };
});
