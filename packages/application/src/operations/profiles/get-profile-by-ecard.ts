import { mayActFor, type OPERATIONS, ProfilesError } from '@profiles/contracts';
import { sixteenDigits } from '@profiles/domain';
import { sightFor } from '../../loading/lookup-scope.js';
import { notFound, seenAlive } from '../../loading/visibility.js';
import type { ReadUseCase } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/customer-response.js';

export const getProfileByEcard: ReadUseCase<typeof OPERATIONS.profiles.getByEcard> = async (input, scene) => {
  const { operator, number } = cardNamedBy(input.ecardNumber);
  const ownerships = (await scene.store.currentEcardsNumbered(number)).filter(
    (ownership) =>
      mayActFor(scene.call.caller, ownership.organisationId) &&
      (operator === undefined || ownership.ecardOperator === operator),
  );
  if (ownerships.length > 1) {
    throw new ProfilesError(628, {
      status: 409,
      detail: 'ecardNumber: two operators have a card with these ten digits; give all sixteen.',
    });
  }
  const [ownership] = ownerships;
  if (ownership === undefined) throw notFound();
  const sight = sightFor(scene, input);
  const owner = await sight.store.byCustomerNumber(ownership.customerNumber);
  return toLookupResponse(scene, await seenAlive(sight, owner, input.includeDeleted), input);
};

/** Ten digits name a card's number, sixteen its operator too; their check digit must fit. */
function cardNamedBy(digits: string): { operator?: string; number: number } {
  if (digits.length === 10) return { number: Number(digits) };
  const operator = digits.slice(0, 5);
  const number = Number(digits.slice(5, 15));
  if (sixteenDigits(operator, number) === digits) return { operator, number };
  const message = 'The check digit does not fit.';
  throw new ProfilesError(628, { detail: `ecardNumber: ${message}`, errors: [{ path: 'ecardNumber', message }] });
}
