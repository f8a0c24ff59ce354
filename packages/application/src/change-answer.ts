import type { ChangeRecord } from './ports.js';

/** The record of a change of a profile, as callers see it. */
export function changeAnswer(record: ChangeRecord) {
  const { at: changedAt, preferenceId: _none, customerNumber = 0, fields, ...told } = record;
  return { ...told, customerNumber, changedAt, fields: [...fields] };
}
