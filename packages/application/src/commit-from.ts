import {
  type Changes,
  changedFields,
  type Instant,
  laterOf,
  type Profile,
  type ProfileChange,
  type Stamp,
  stamped,
} from '@profiles/domain';
import type { Commit, Ids, OutboxEvent } from './ports.js';

/** Why a change is made: what its event tells. */
export interface Cause {
  /** The slug of the operation. */
  readonly cause: string;
  readonly correlationId: string;
  readonly traceparent?: string | undefined;
}

/** What a decision writes, ready for the store: each changed profile in its next revision, with the event of it. */
export function commitFrom(changes: Changes, stamp: Stamp, { ids, cause }: { ids: Ids; cause: Cause }) {
  const profiles = changes.profiles.map((change) => ({ change, after: stamped(change, stamp) }));
  const commit: Commit = {
    profiles: profiles.map(({ change: { before }, after }) => ({
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    })),
    ecards: changes.ecards ?? [],
    ...(changes.definitions !== undefined && { definitions: changes.definitions }),
    events: profiles.map(({ change, after }) => eventOf(change, after, { ids, at: stamp.at, cause })),
  };
  const byNumber = new Map(profiles.map(({ after }) => [after?.customerNumber, after]));
  return { commit, committed: (profile: Profile) => byNumber.get(profile.customerNumber) ?? profile };
}

/** One event per changed profile: names of fields, never what is in them. */
function eventOf(
  change: ProfileChange,
  after: Profile | undefined,
  { ids, at, cause: { traceparent, ...cause } }: { ids: Ids; at: Instant; cause: Cause },
): OutboxEvent {
  const { before, relatedCustomerNumber } = change;
  const profile = after ?? before;
  if (profile === undefined) throw new Error('A change has a before or an after.');
  // Never before the customer's last change, so that times and ids stand in the order of the revisions.
  const occurredAt = after?.changedAt ?? laterOf(at, profile.changedAt);
  return {
    id: ids.uuidAt(occurredAt),
    occurredAt,
    ...(traceparent !== undefined && { traceparent }),
    data: {
      eventType: before === undefined ? 'CREATE' : after === undefined ? 'DELETE' : 'UPDATE',
      customerNumber: profile.customerNumber,
      organisationId: profile.organisationId,
      revision: after?.revision ?? profile.revision + 1,
      changedFields: changedFields(change),
      ...cause,
      ...(relatedCustomerNumber !== undefined && { relatedCustomerNumber }),
    },
  };
}
