import { type FieldChange, joinedByField, withoutValuesFrom } from '@profiles/domain';
import type { ChangeRecord } from '../ports/change-records.js';

/**
 * The record of a change, as callers see it. `numbers` are those of the customer and of all profiles that are merged into it
 * now. Of values that came from any other profile, such as one that was unmerged since, only the field is shown [ERASE-1].
 */
export function toChangeResponse(record: ChangeRecord, numbers: readonly number[]) {
  const {
    at: changedAt,
    preferenceId: _none,
    webhookId: _noWebhook,
    alsoAbout: _others,
    customerNumber = 0,
    fields,
    ...rest
  } = record;
  return { ...rest, customerNumber, changedAt, fields: joinedByField(visibleTo(numbers, record)) };
}

function visibleTo(numbers: readonly number[], { alsoAbout = [], fields }: ChangeRecord): readonly FieldChange[] {
  const others = alsoAbout.filter((number) => !numbers.includes(number));
  if (others.length === 0) return fields;
  // Records of earlier versions do not tell which of their values came from which profile.
  if (fields.every(({ from }) => from === undefined)) return fields.map(({ field }) => ({ field }));
  return withoutValuesFrom(fields, others);
}
