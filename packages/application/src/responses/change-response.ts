import type { ChangeRecord } from '../ports/change-records.js';

/** The record of a change of a profile, as callers see it. */
export function toChangeResponse(record: ChangeRecord) {
  const { at: changedAt, preferenceId: _none, alsoAbout: _others, customerNumber = 0, fields, ...told } = record;
  return { ...told, customerNumber, changedAt, fields: [...fields] };
}

/**
 * The same for the person with these customer numbers. A record from a time when another profile was merged in, which no longer
 * is, shows the names of its fields only: the values may be that other person's.
 */
export function changeToldTo(numbers: readonly number[], record: ChangeRecord) {
  const answer = toChangeResponse(record);
  const aboutThemAlone = record.alsoAbout?.every((number) => numbers.includes(number)) ?? true;
  return aboutThemAlone ? answer : { ...answer, fields: answer.fields.map(({ field }) => ({ field })) };
}
