import { EVENT_STREAM } from '@profiles/contracts';
import type { OutboxEvent } from '@profiles/mongo-store/outbox';
import { inSpan, tracing } from '@profiles/service-kit';
import type { BatchedEvent, BatchPublisher } from './ports.js';

type Result = { duplicate: boolean };

/** Publishes an event in a span of the trace of the call that made the change. */
export function publishInSpan(publisher: BatchPublisher, { event, maybePublished }: BatchedEvent): Promise<Result> {
  return inSpan(spanOf(event), (traceparent) =>
    publisher.publish(withTraceparent(event, traceparent), { maybePublished }),
  );
}

/** Publishes a batch. Each event has a span in the trace of its own call; all of them end with the batch. */
export async function publishBatchInSpans(
  publisher: BatchPublisher,
  events: readonly BatchedEvent[],
): Promise<readonly Result[]> {
  // Without tracing, a promise for each event would be the larger part of its cost here.
  if (tracing() === undefined) return publisher.publishBatch(events);
  const traced: BatchedEvent[] = [];
  let send: (results: Promise<readonly Result[]>) => void = () => {};
  const sent = new Promise<readonly Result[]>((resolve) => {
    send = resolve;
  });
  // The work of a span begins at once, so all events are there before the batch is sent.
  const spans = events.map(({ event, maybePublished }) =>
    inSpan(spanOf(event), (traceparent) => {
      traced.push({ event: withTraceparent(event, traceparent), maybePublished });
      return sent;
    }),
  );
  send(publisher.publishBatch(traced));
  const [results] = await Promise.all(spans);
  return results ?? [];
}

function spanOf({ id, traceparent: parent }: OutboxEvent) {
  const attributes = {
    'messaging.system': 'nats',
    'messaging.operation.type': 'send',
    'messaging.destination.name': EVENT_STREAM,
    'messaging.message.id': id,
  };
  return { scope: 'nats-publisher', name: `send ${EVENT_STREAM}`, kind: 'producer', parent, attributes } as const;
}

/** The event as it is sent: its message continues the trace with the span of the publish. */
function withTraceparent(event: OutboxEvent, traceparent: string | undefined): OutboxEvent {
  return traceparent === event.traceparent || traceparent === undefined ? event : { ...event, traceparent };
}
