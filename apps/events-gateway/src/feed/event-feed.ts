import { ProfilesError } from '@profiles/contracts';
import { type BacklogRequest, contentAt, lastSequence } from '../stream/backlog.js';
import { BacklogReads } from '../stream/backlog-reads.js';
import type { EventStream, StreamHead } from '../stream/event-stream.js';
import { markOf } from '../stream/message-mark.js';
import type { StreamEvent } from '../stream/recent-events.js';
import { cursorOf, type Position } from './cursor.js';
import { type Selection, selects, subjectOf } from './selection.js';

export interface PageRequest {
  readonly selection: Selection;
  /** Absent: from the oldest kept event on. */
  readonly after: Position | undefined;
  /** The maximum number of events. */
  readonly limit: number;
}

export interface Page {
  readonly events: readonly StreamEvent[];
  /** The position after the page. Everything up to it was read. */
  readonly position: Position;
}

/** The reads of the backlog for one page: a filter by type may select few of very many events. */
const MAX_READS = 10;
/** The events that one read of the backlog looks at, at least: a filter by type selects among them. */
const MIN_READ = 500;

/**
 * The events of an organisation in the order of the stream, in pages. A page is read from the window of the newest events
 * where that has all of them, otherwise from the stream.
 */
export class EventFeed {
  readonly #stream: EventStream;
  readonly #backlog: BacklogReads;

  /** @param onBacklogRead - called for each read of events that are not in the window */
  constructor(stream: EventStream, onBacklogRead: () => void) {
    this.#stream = stream;
    this.#backlog = new BacklogReads(stream, onBacklogRead);
  }

  /**
   * The position after the newest event that this process knows.
   * @throws {StreamUnreadableError}
   */
  newest(): Position {
    const { head } = this.#stream;
    return positionIn(head, undefined, head.recent.end);
  }

  /**
   * @throws {ProfilesError} 630 when the position is no longer one of the stream.
   * @throws {StreamUnreadableError} when the stream can't be read now.
   */
  async page({ selection, after, limit }: PageRequest): Promise<Page> {
    const head = this.#stream.head;
    if (after !== undefined) await this.#check(after, head);
    const found: StreamEvent[] = [];
    let sequence = after?.sequence ?? 0;
    let isBeginning = after === undefined;
    for (let reads = 0; sequence + 1 < head.recent.start; reads += 1) {
      const readOf = (wanted: number): BacklogRequest => ({
        ...{ after: sequence, before: head.recent.start, subject: subjectOf(selection, this.#stream.name) },
        limit: selection.type === undefined ? wanted : Math.max(wanted, MIN_READ),
      });
      if (found.length >= limit || reads >= MAX_READS) {
        // A caller that takes a full page of the backlog probably asks for the next one.
        this.#backlog.readAhead(readOf(limit));
        return { events: found, position: positionIn(head, after, sequence) };
      }
      const wanted = limit - found.length;
      const { events, readUpTo, firstKept } = await this.#backlog.read(readOf(wanted));
      // Checked after the read: events that expired during it would be missing from it without a trace.
      if (!isBeginning && firstKept > sequence + 1) throw tooOld();
      isBeginning = false;
      const chosen = events.filter((event) => selects(selection, event)).slice(0, wanted);
      found.push(...chosen);
      const isCut = chosen.length === wanted;
      sequence = isCut ? (chosen.at(-1) as StreamEvent).sequence : Math.max(readUpTo, firstKept - 1);
      if (this.#stream.head.incarnation !== head.incarnation) throw recreated();
    }
    if (found.length >= limit) return { events: found, position: positionIn(head, after, sequence) };
    for (const event of head.recent.after(sequence)) {
      if (!selects(selection, event)) continue;
      found.push(event);
      if (found.length === limit) return { events: found, position: positionIn(head, after, event.sequence) };
    }
    return { events: found, position: positionIn(head, after, Math.max(sequence, head.recent.end)) };
  }

  /**
   * Refuses a position that is no longer one of the stream.
   * @throws {ProfilesError} 630
   */
  async #check(position: Position, head: StreamHead): Promise<void> {
    checkPosition(position, head);
    const { sequence, mark } = position;
    const { recent } = head;
    if (sequence > recent.end) {
      // This process may be behind the one that made the cursor.
      if ((await lastSequence(this.#stream)) < sequence) throw rewound();
      return;
    }
    if (mark === 0) return;
    const content = sequence < recent.start ? await contentAt(this.#stream, sequence) : recent.at(sequence)?.json;
    // A message that has expired proves nothing; what followed it is looked at with the page.
    if (content !== undefined && markOf(content) !== mark) throw rewound();
  }
}

function positionIn(
  { incarnation, epoch, recent }: StreamHead,
  after: Position | undefined,
  sequence: number,
): Position {
  const event = recent.at(sequence);
  const known = after?.sequence === sequence ? after.mark : 0;
  // A process that has not seen the newest epoch yet must not lead a caller back into the one before.
  const newestEpoch = Math.max(epoch, after?.epoch ?? 0);
  return { incarnation, epoch: newestEpoch, sequence, mark: event === undefined ? known : markOf(event.json) };
}

/**
 * Refuses a position of another stream, or from before a restore.
 * @throws {ProfilesError} 630
 */
function checkPosition(position: Position, { incarnation, epoch }: StreamHead): void {
  if (position.incarnation !== incarnation) throw recreated();
  if (position.epoch < epoch) {
    throw new ProfilesError(630, {
      detail:
        'The database was restored from a backup after this cursor was issued, so changes that you have received may be undone. Read the current state of the customers (profiles.getMany, or GET /profiles/{customerNumber}), then begin again without a cursor.',
    });
  }
}

function recreated(): ProfilesError {
  return new ProfilesError(630, {
    detail:
      'The stream of this cursor was lost and made anew, so events may be missing. Read the current state of the customers, then begin again without a cursor.',
  });
}

function rewound(): ProfilesError {
  return new ProfilesError(630, {
    detail:
      'The stream has lost its newest events after this cursor was issued, so events may be missing. Read the current state of the customers, then begin again without a cursor.',
  });
}

function tooOld(): ProfilesError {
  return new ProfilesError(630);
}

/** The cursor after an event. */
export function cursorAfter({ incarnation, epoch }: StreamHead, { sequence, json }: StreamEvent): string {
  return cursorOf({ incarnation, epoch, sequence, mark: markOf(json) });
}
