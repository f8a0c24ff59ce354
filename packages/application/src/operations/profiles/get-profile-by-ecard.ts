import { OPERATIONS, ProfilesError } from '@profiles/contracts';
import { sixteenDigits } from '@profiles/domain';
import { notFound, requireActive } from '../../loading/visibility.js';
import { query } from '../../pipeline/use-case.js';
import { toLookupResponse } from '../../responses/customer-response.js';

export const getProfileByEcard = query(OPERATIONS.profiles.getByEcard, async (input, context) => {
  const { operator, number } = cardNamedBy(input.ecardNumber);
  const ownerships = (await context.store.currentEcardsNumbered(number)).filter(
    (ownership) => operator === undefined || ownership.ecardOperator === operator,
  );
  if (ownerships.length > 1) {
    throw new ProfilesError(628, {
      status: 409,
      detail: 'ecardNumber: two operators have a card with these ten digits; give all sixteen.',
    });
  }
  const [ownership] = ownerships;
  if (ownership === undefined) throw notFound();
  const lookups = context.store.showing(input);
  const owner = await lookups.byCustomerNumber(ownership.customerNumber);
  return toLookupResponse(context, await requireActive(owner, input.includeDeleted), input);
});

/** Ten digits name a card's number, sixteen its operator too; their check digit must fit. */
function cardNamedBy(digits: string): { operator?: string; number: number } {
  if (digits.length === 10) return { number: Number(digits) };
  const operator = digits.slice(0, 5);
  const number = Number(digits.slice(5, 15));
  if (sixteenDigits(operator, number) === digits) return { operator, number };
  const message = 'The check digit does not fit.';
  throw new ProfilesError(628, { detail: `ecardNumber: ${message}`, errors: [{ path: 'ecardNumber', message }] });
}
