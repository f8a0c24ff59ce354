import { type FieldChange, type Instant, withoutValuesFrom } from '@profiles/domain';

/** One change of one profile, preference definition or webhook: its author, time, channel and fields. */
export interface ChangeRecord {
  /** The id of the event of the same change. */
  readonly id: string;
  readonly customerNumber?: number;
  readonly preferenceId?: number;
  readonly webhookId?: string;
  readonly organisationId: number;
  readonly revision: number;
  readonly at: Instant;
  /** The slug of the operation. */
  readonly operation: string;
  readonly changedBy: string;
  readonly changedByChannel: string;
  readonly clientId: string;
  /** The caller's organisation. It differs from `organisationId` for a caller that acts for every organisation. */
  readonly callerOrganisationId: number;
  readonly clientName?: string;
  readonly correlationId: string;
  readonly fields: readonly FieldChange[];
  /**
   * The other profiles that values in `fields` came from [ERASE-1]; absent if there are none. In records of earlier versions:
   * every profile that was merged into this one at the time.
   */
  readonly alsoAbout?: readonly number[];
}

/** The position of a change in a history. */
export type ChangePlace = Pick<ChangeRecord, 'at' | 'revision' | 'customerNumber'>;

/** A part of the history of some customers. */
export interface ChangeStretch {
  readonly after?: ChangePlace;
  /** The organisation of the customers. All of them have one. */
  readonly within?: number;
  readonly limit?: number;
  /** When the total, in characters of JSON, exceeds this, only one more record is read: it tells that there is one. */
  readonly maxCharacters?: number;
}

/** [ERASE-1] The parts of a record that an erasure changes, without the values that came from the erased profiles. */
export function withoutPerson(
  { fields, alsoAbout = [] }: Pick<ChangeRecord, 'fields' | 'alsoAbout'>,
  gone: readonly number[],
): Pick<ChangeRecord, 'fields' | 'alsoAbout'> {
  const others = alsoAbout.filter((number) => !gone.includes(number));
  // Records of earlier versions do not tell which of their values came from which profile.
  const isUnknown = fields.every(({ from }) => from === undefined);
  return {
    fields: isUnknown ? fields.map(({ field }) => ({ field })) : withoutValuesFrom(fields, gone),
    ...(others.length > 0 && { alsoAbout: others }),
  };
}
