import { EVENT_STREAM, EVENT_SUBJECT_PREFIX } from '@profiles/contracts';
import type { ArchiveSelection, ReplayRecord } from '@profiles/mongo-store/outbox';
import { z } from 'zod';

const subjectPrefix = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/, 'Must be words of letters, digits, _ and - with dots between them.')
  .refine((prefix) => !prefix.startsWith('_'), "Must not begin with _: such subjects are the server's own.")
  .refine((prefix) => prefix === EVENT_SUBJECT_PREFIX || !overlaps(prefix, EVENT_SUBJECT_PREFIX), {
    message: `Must be ${EVENT_SUBJECT_PREFIX} itself, or nothing above or below it.`,
  });

/** The fields that select events. */
const SELECTION = ['from', 'until', 'organisationId', 'customerNumber', 'fromEvent', 'untilEvent'] as const;

/**
 * A request to publish events again. It names a selection, or `everything`: otherwise a mistake would publish all kept
 * events to all subscribers. A dry run needs neither.
 */
export const replayRequest = z
  .strictObject({
    from: z.iso.datetime({ offset: true }).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
    organisationId: z.int().min(1).optional(),
    customerNumber: z.int().min(1).optional(),
    fromEvent: z.uuid().optional(),
    untilEvent: z.uuid().optional(),
    /** All events that are kept; for a caller of one organisation, all of that organisation. */
    everything: z.boolean().default(false),
    /** Other subjects than those of the first time. Absent: the same ones. */
    toPrefix: subjectPrefix.optional(),
    /** At most this many events per second. */
    eventsPerSecond: z.int().min(1).max(50_000).default(1_000),
    dryRun: z.boolean().default(false),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || Date.parse(from) < Date.parse(until), {
    path: ['until'],
    message: 'Must be later than from.',
  })
  .refine(
    (request) => request.dryRun || request.everything || SELECTION.some((field) => request[field] !== undefined),
    {
      path: ['everything'],
      message: `Select events (${SELECTION.join(', ')}), or ask for everything.`,
    },
  );

export type ReplayRequest = z.output<typeof replayRequest>;

export function selectionOf(request: ReplayRequest): ArchiveSelection {
  const { from, until, organisationId, customerNumber, fromEvent, untilEvent } = request;
  return {
    ...(from !== undefined && { from: new Date(from) }),
    ...(until !== undefined && { until: new Date(until) }),
    ...(organisationId !== undefined && { organisationId }),
    ...(customerNumber !== undefined && { customerNumber }),
    ...(fromEvent !== undefined && { fromEvent }),
    ...(untilEvent !== undefined && { untilEvent }),
  };
}

/** The record of a new replay. */
export function newReplay(request: ReplayRequest, about: Pick<ReplayRecord, 'id' | 'total' | 'runBy'>): ReplayRecord {
  return {
    ...about,
    selection: selectionOf(request),
    stream: streamFor(request.toPrefix),
    subjectPrefix: request.toPrefix ?? EVENT_SUBJECT_PREFIX,
    eventsPerSecond: request.eventsPerSecond,
    sent: 0,
    duplicates: 0,
    state: 'open',
    requestedAt: new Date(),
  };
}

/** Another prefix gets a stream of its own, so that the subscribers of the changes do not see the replay. */
function streamFor(toPrefix: string | undefined): string {
  if (toPrefix === undefined || toPrefix === EVENT_SUBJECT_PREFIX) return EVENT_STREAM;
  return `REPLAY_${toPrefix.replaceAll('.', '_')}`;
}

/** Whether one prefix covers the other: two streams must not have the same subjects. */
function overlaps(one: string, other: string): boolean {
  return `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`);
}

/**
 * Whether a replay that is done published nothing, because the stream dropped each message as a duplicate: it remembers
 * ids for its duplicate window.
 */
export function isAllDropped({ state, sent, duplicates }: ReplayRecord): boolean {
  return state === 'done' && sent > 0 && duplicates === sent;
}

/** The message about a replay that published nothing. */
export const ALL_DROPPED =
  'Nothing was published: the stream dropped every event as a duplicate, since it took it within its duplicate window (10 minutes unless it was changed). Repeat the replay after that, or send a copy to other subjects.';
