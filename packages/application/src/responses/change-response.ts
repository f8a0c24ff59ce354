import type { ChangeRecord } from '../ports/change-records.js';

/** The record of a change of a profile, as callers see it. */
export function toChangeResponse(record: ChangeRecord) {
  const { at: changedAt, preferenceId: _none, alsoAbout: _others, customerNumber = 0, fields, ...told } = record;
  return { ...told, customerNumber, changedAt, fields: [...fields] };
}

/**
 * As it is told to the person whose numbers these are. Of a time when somebody was merged into them who no longer is,
 * only the names of the fields: the values may be that other person's.
 */
export function changeToldTo(numbers: readonly number[], record: ChangeRecord) {
  const answer = toChangeResponse(record);
  const aboutThemAlone = record.alsoAbout?.every((number) => numbers.includes(number)) ?? true;
  return aboutThemAlone ? answer : { ...answer, fields: answer.fields.map(({ field }) => ({ field })) };
}
