import type { Decision, EcardFields, EcardOwnership } from '@profiles/domain';
import { type Given, given } from '../commands/given.js';
import { ecardResponseOf } from './customer-response.js';

type EcardInput = Given<EcardFields> & { customerNumber: number; ecardNumber16digits?: string | null | undefined };

/** The fields of an ownership in the input, without those that were not sent. */
export function ecardFieldsFrom(input: { [K in keyof EcardInput]: EcardInput[K] | null | undefined }): EcardFields {
  const { customerNumber: _path, ecardNumber16digits: _checked, ...fields } = input;
  return given(fields) as unknown as EcardFields;
}

/** The ownership that the decision writes, or the current one if it writes none. [NOOP-1] */
export function toEcardResponse(decision: Decision, current?: EcardOwnership) {
  const written = decision.outcome === 'accepted' ? decision.changes.ecards?.[0]?.after : undefined;
  const ownership = written ?? current;
  if (ownership === undefined) throw new Error('The decision wrote no ownership.');
  return { value: ecardResponseOf(ownership) };
}
