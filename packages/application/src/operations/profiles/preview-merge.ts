import { ERROR_CATALOGUE, OPERATIONS } from '@profiles/contracts';
import { previewMerge as previewOf, type Rejected, Rejection } from '@profiles/domain';
import { partiesToPreview } from '../../loading/merge-parties.js';
import { errorOf } from '../../pipeline/rejections.js';
import { query } from '../../pipeline/use-case.js';

export const previewMerge = query(OPERATIONS.profiles.previewMerge, async (input, context) => {
  const parties = await partiesToPreview(context, { source: input.sourceCustomerNumber, target: input.customerNumber });
  const { refusal, moves, conflicts, relatedCustomerNumbers, ...told } = previewOf(parties);
  // Parties of two organisations do not know of each other, not even here.
  if (refusal?.code === Rejection.NotFound) throw errorOf(refusal);
  return {
    value: {
      ...told,
      ...(refusal !== undefined && { refusal: refusalAnswer(refusal) }),
      moves: {
        ecards: [...moves.ecards],
        customerAccounts: [...moves.customerAccounts],
        personnelTickets: [...moves.personnelTickets],
        notes: [...moves.notes],
        preferences: [...moves.preferences],
      },
      conflicts: [...conflicts],
      relatedCustomerNumbers: [...relatedCustomerNumbers],
    },
  };
});

function refusalAnswer({ code, details: { message, survivor } }: Rejected) {
  const detail = message ?? ERROR_CATALOGUE[code].shortEnglish;
  return { errorCode: code, detail, ...(survivor !== undefined && { survivor }) };
}
