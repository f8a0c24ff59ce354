import { FIRST_EPOCH } from '@profiles/contracts';
import {
  type Changes,
  changedFields,
  type DefinitionChange,
  fieldChanges,
  type Instant,
  laterOf,
  type Profile,
  type ProfileChange,
  type Stamp,
  stamped,
  type WebhookChange,
} from '@profiles/domain';
import type { ChangeEvent } from '../ports/change-event.js';
import type { ChangeRecord } from '../ports/change-records.js';
import type { Commit } from '../ports/commit.js';
import type { Erasure } from '../ports/erasure.js';
import type { Ids } from '../ports/ids.js';

/** The reason and the author of a change, for its event and its record. */
export interface Cause {
  /** The slug of the operation. */
  readonly cause: string;
  readonly correlationId: string;
  readonly traceparent?: string | undefined;
  readonly clientId: string;
  readonly callerOrganisationId: number;
  readonly clientName?: string | undefined;
}

interface Making {
  readonly ids: Ids;
  readonly cause: Cause;
}

/**
 * Makes the unit of work of a decision: each changed profile in its next revision, with the event and the record of its
 * change. A removed profile has a proof instead of a record. A write that is no change has neither [NOOP-1].
 */
export function commitFrom(changes: Changes, stamp: Stamp, making: Making) {
  const profiles = changes.profiles.map((change) => {
    const after = stamped(change, stamp);
    return { change: after === change.after ? change : ({ ...change, after } as ProfileChange), after };
  });
  const published = profiles.flatMap(({ change }) => {
    if (change.isRecordOnly) return [];
    const fields = changedFields(change);
    return { change, fields, event: eventOf({ change, fields }, stamp.at, making) };
  });
  const erasure = erasureOf(profiles, stamp, making);
  const commit: Commit = {
    profiles: profiles.map(({ change: { before }, after }) => {
      if (before === undefined) return after === undefined ? {} : { after };
      return after === undefined ? { before } : { before, after };
    }),
    ...(changes.checked !== undefined && { checked: changes.checked }),
    ecards: changes.ecards ?? [],
    ...(changes.definitions !== undefined && { definitions: changes.definitions }),
    ...(changes.webhooks !== undefined && { webhooks: changes.webhooks }),
    ...(changes.deliveries !== undefined && { deliveries: changes.deliveries }),
    events: published.map(({ event }) => event),
    changes: [
      ...published.flatMap(({ change, fields, event }) => recordOf({ change, fields }, event, { changes, making })),
      ...(changes.definitions ?? []).map((change) => recordOfDefinition(change, stamp, making)),
      ...(changes.webhooks ?? []).map((change) => recordOfWebhook(change, stamp, making)),
    ],
    ...(erasure !== undefined && { erasure }),
  };
  const byNumber = new Map(profiles.map(({ after }) => [after?.customerNumber, after]));
  const committed = <P extends Profile>(profile: P) =>
    (byNumber.get(profile.customerNumber) as P | undefined) ?? profile;
  return { commit, committed };
}

/** A change and the names of its fields. */
interface Named {
  readonly change: ProfileChange;
  readonly fields: readonly string[];
}

/** The event of one changed profile. It holds names of fields, no values. */
function eventOf({ change, fields }: Named, at: Instant, { ids, cause }: Making): ChangeEvent {
  const { before, after, relatedCustomerNumber } = change;
  const profile = after ?? before;
  if (profile === undefined) throw new Error('A change has a before or an after.');
  // Never before the customer's last change, so that times and ids stand in the order of the revisions. A new profile may
  // bring the time of its last change in another system.
  const occurredAt = before === undefined ? at : (after?.changedAt ?? laterOf(at, profile.changedAt));
  return {
    id: ids.uuidAt(occurredAt),
    occurredAt,
    ...(cause.traceparent !== undefined && { traceparent: cause.traceparent }),
    data: {
      eventType: before === undefined ? 'CREATE' : after === undefined ? 'DELETE' : 'UPDATE',
      customerNumber: profile.customerNumber,
      organisationId: profile.organisationId,
      revision: after?.revision ?? profile.revision + 1,
      changedFields: after === undefined ? [] : [...fields],
      epoch: FIRST_EPOCH,
      cause: cause.cause,
      correlationId: cause.correlationId,
      ...(relatedCustomerNumber !== undefined && { relatedCustomerNumber }),
    },
  };
}

/** The record of a change, with its values. A removed profile leaves none. */
function recordOf(
  { change, fields: names }: Named,
  event: ChangeEvent,
  { changes, making }: { changes: Changes; making: Making },
): ChangeRecord[] {
  const { after } = change;
  if (after === undefined) return [];
  const { customerNumber, organisationId, revision, changedBy, changedByChannel } = after;
  const fields = fieldChanges(change, changes.ecards, names);
  const alsoAbout = [...new Set(fields.flatMap(({ from }) => from ?? []))];
  const { cause: operation, clientId, callerOrganisationId, clientName, correlationId } = making.cause;
  const record: ChangeRecord = {
    id: event.id,
    customerNumber,
    organisationId,
    revision,
    at: event.occurredAt,
    changedBy,
    changedByChannel,
    operation,
    clientId,
    callerOrganisationId,
    correlationId,
    fields,
    ...(clientName !== undefined && { clientName }),
  };
  return [alsoAbout.length > 0 ? { ...record, alsoAbout } : record];
}

/** [ERASE-1] The profiles merged into a profile before or after a change. Its data may be theirs. */
export function mergedIn({ before, after }: Pick<ProfileChange, 'before' | 'after'>): number[] {
  return [...new Set([before, after].flatMap((profile) => profile?.relatedCustomerNumbers ?? []))];
}

function recordOfDefinition({ before, after }: DefinitionChange, stamp: Stamp, making: Making): ChangeRecord {
  const { id: preferenceId, organisationId, version: revision } = after;
  const { at, changedBy, changedByChannel } = stamp;
  const was: Partial<Record<string, unknown>> = { ...before };
  const fields = Object.entries(after)
    .filter(([field, value]) => field !== 'version' && field !== 'changedAt' && was[field] !== value)
    .map(([field, value]) => ({ field, ...(was[field] !== undefined && { before: was[field] }), after: value }));
  return {
    ...{ id: making.ids.uuidAt(at), preferenceId, organisationId, revision, at },
    ...{ changedBy, changedByChannel, ...callOf(making.cause) },
    fields,
  };
}

/** The record of a change of a webhook. Of a secret it holds the name alone. */
function recordOfWebhook({ before, after }: WebhookChange, { at, changedBy, changedByChannel }: Stamp, making: Making) {
  const webhook = after ?? before;
  if (webhook === undefined) throw new Error('A change has a before or an after.');
  const names = (['url', 'name', 'isActive'] as const).filter((name) => before?.[name] !== after?.[name]);
  const fields = names.map((field) => ({
    field,
    ...(before?.[field] !== undefined && { before: before[field] }),
    ...(after?.[field] !== undefined && { after: after[field] }),
  }));
  const isNewSecret = before?.secrets[0]?.sealed !== after?.secrets[0]?.sealed;
  return {
    ...{ id: making.ids.uuidAt(at), webhookId: webhook.id, organisationId: webhook.organisationId, at },
    ...{ revision: after?.version ?? webhook.version + 1, changedBy, changedByChannel, ...callOf(making.cause) },
    fields: isNewSecret ? [...fields, { field: 'secret' }] : fields,
  };
}

function callOf({ cause: operation, clientId, callerOrganisationId, clientName, correlationId }: Cause) {
  return { operation, clientId, callerOrganisationId, ...(clientName !== undefined && { clientName }), correlationId };
}

/** The proof that profiles were removed. It holds their numbers, which are never reused, and no personal data. */
function erasureOf(
  profiles: readonly { readonly change: ProfileChange; readonly after: Profile | undefined }[],
  { at, changedBy: requestedBy }: Stamp,
  { ids, cause: { cause, clientId, correlationId } }: Making,
): Erasure | undefined {
  const gone = profiles.flatMap(({ change: { before }, after }) => (after === undefined && before ? before : []));
  const [first] = gone;
  if (first === undefined) return undefined;
  const customerNumbers = gone.map(({ customerNumber }) => customerNumber);
  const { organisationId } = first;
  return { id: ids.uuid(), organisationId, customerNumbers, at, cause, requestedBy, clientId, correlationId };
}
