import { type CustomerChangedEvent, type InputOf, OPERATIONS } from '@profiles/contracts';
import { CommandError, EXIT } from './exit-codes.js';
import { errorOf, type RestService } from './rest-service.js';

/** The events of a selection: see list-events. */
export type EventSelection = Omit<InputOf<typeof OPERATIONS.events.list>, 'after' | 'limit' | 'wait'>;

/** An event, and the position after it. */
export interface FollowedEvent {
  readonly event: CustomerChangedEvent;
  /** The cursor of the page of the event. Reading after it repeats nothing of an earlier page. */
  readonly cursor: string;
}

/** Events of one call (contract, operation 58). */
const PAGE_SIZE = 500;
/** The longest wait for an event that the service accepts, in seconds. */
const WAIT_SECONDS = 30;

/**
 * The events after a cursor, in the order of the stream; from the oldest kept one without a cursor.
 * @param follow whether to wait for further events; otherwise it ends at the newest one
 * @throws {@link CommandError} when the cursor is no longer valid, with what to do
 */
export async function* eventsAfter(
  service: RestService,
  { after, selection, follow }: { after?: string | undefined; selection: EventSelection; follow: boolean },
): AsyncGenerator<FollowedEvent> {
  for (let cursor = after; ; ) {
    const page = await service.call(OPERATIONS.events.list, {
      ...selection,
      ...(cursor !== undefined && { after: cursor }),
      limit: PAGE_SIZE,
      ...(follow && { wait: WAIT_SECONDS }),
    });
    for (const event of page.items) yield { event, cursor: page.nextCursor };
    if (!follow && page.items.length === 0) return;
    cursor = page.nextCursor;
  }
}

/** The cursor after the newest event: a subscription begins there, and tells it in a header. */
export async function newestCursor(service: RestService): Promise<string> {
  const response = await service.get('/events/stream', 'text/event-stream');
  if (!response.ok) throw errorOf(response, await response.text());
  await response.body?.cancel();
  const cursor = response.headers.get('events-cursor');
  if (cursor === null) throw new CommandError('The service told no position of its events. Check --url.', EXIT.failed);
  return cursor;
}
