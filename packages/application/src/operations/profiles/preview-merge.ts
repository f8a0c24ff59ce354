import { ERROR_CATALOGUE, OPERATIONS } from '@profiles/contracts';
import { comparable, type Profile, previewMerge as previewOf, type Rejected, Rejection } from '@profiles/domain';
import { partiesToPreview } from '../../loading/merge-parties.js';
import { errorOf } from '../../pipeline/rejections.js';
import { query, type UseCaseContext } from '../../pipeline/use-case.js';
import type { Visible } from '../../tenant/visible.js';

export const previewMerge = query(OPERATIONS.profiles.previewMerge, async (input, context) => {
  const parties = await partiesToPreview(context, {
    source: input.sourceCustomerNumber,
    target: input.customerNumber,
    options: input,
  });
  const { refusal, moves, takes, conflicts, relatedCustomerNumbers, ...outcome } = previewOf(
    parties,
    await loginHolders(context, parties.source),
  );
  // A party of another organisation is unknown, here as in the merge.
  if (refusal?.code === Rejection.NotFound) throw errorOf(refusal);
  return {
    value: {
      ...outcome,
      ...(refusal !== undefined && { refusal: refusalResponse(refusal) }),
      moves: {
        ecards: [...moves.ecards],
        customerAccounts: [...moves.customerAccounts],
        personnelTickets: [...moves.personnelTickets],
        notes: [...moves.notes],
        preferences: [...moves.preferences],
      },
      takes: [...takes],
      conflicts: [...conflicts],
      relatedCustomerNumbers: [...relatedCustomerNumbers],
    },
  };
});

/** Every profile that has the source's email as its email or username. A merge can take that email [TAKE-1]. */
async function loginHolders({ store }: UseCaseContext, { email, organisationId }: Visible<Profile>) {
  return email === undefined ? [] : await store.byLogin(organisationId, comparable(email));
}

function refusalResponse({ code, details: { message, survivor } }: Rejected) {
  const detail = message ?? ERROR_CATALOGUE[code].shortEnglish;
  return { errorCode: code, detail, ...(survivor !== undefined && { survivor }) };
}
