import type { MsgRequest } from '@nats-io/jetstream';
import { readDirectBatch } from './direct-batch.js';
import type { EventStream } from './event-stream.js';
import type { StreamEvent } from './recent-events.js';
import { StreamUnreadableError } from './stream-errors.js';
import { eventIn } from './stream-event.js';

/** The events that one read of the backlog looks for. */
export interface BacklogRequest {
  /** Events after this sequence. */
  readonly after: number;
  /** Events before this sequence. */
  readonly before: number;
  /** The subject of one customer, or of all customers of one organisation. */
  readonly subject: string;
  readonly limit: number;
}

export interface BacklogPage {
  readonly events: readonly StreamEvent[];
  /** The sequence up to which every event is in this page or an earlier one. */
  readonly readUpTo: number;
  /** The first sequence that the stream still had after the read. */
  readonly firstKept: number;
}

/**
 * Reads events that have left the window, in one request. Any server of a cluster may respond, also one that is behind the
 * leader. A page that is not full is therefore no proof that there is nothing more: the leader is asked for the next event.
 *
 * @throws {StreamUnreadableError} when the broker does not respond.
 */
export async function readBacklog(stream: EventStream, request: BacklogRequest): Promise<BacklogPage> {
  const { subject, after, before, limit } = request;
  try {
    const { connection } = stream.session;
    const stored = await readDirectBatch(connection, { stream: stream.name.name, from: after + 1, subject, limit });
    const events = stored.filter(({ sequence }) => sequence < before).flatMap((message) => eventIn(message) ?? []);
    const last = stored.at(-1)?.sequence ?? after;
    if (last >= before) return { events, readUpTo: before - 1, firstKept: await firstKept(stream) };
    if (stored.length >= limit) return { events, readUpTo: last, firstKept: await firstKept(stream) };
    const next = await nextOf(stream, { subject, sequence: last + 1 });
    const readUpTo = next === undefined || next >= before ? before - 1 : last;
    return { events, readUpTo, firstKept: await firstKept(stream) };
  } catch (error) {
    if (error instanceof StreamUnreadableError) throw error;
    throw new StreamUnreadableError('The stream can not be read.', { cause: error });
  }
}

/**
 * The content of one message, by the leader of the stream. Undefined when the stream does not have it.
 * @throws {StreamUnreadableError} when the broker does not respond.
 */
export async function contentAt({ session, name }: EventStream, sequence: number): Promise<Uint8Array | undefined> {
  try {
    return (await session.manager.streams.getMessage(name.name, { seq: sequence }))?.data;
  } catch (error) {
    throw new StreamUnreadableError('The stream can not be read.', { cause: error });
  }
}

/**
 * The last sequence of the stream, by its leader.
 * @throws {StreamUnreadableError} when the broker does not respond.
 */
export async function lastSequence({ session, name }: EventStream): Promise<number> {
  try {
    return (await session.manager.streams.info(name.name)).state.last_seq;
  } catch (error) {
    throw new StreamUnreadableError('The stream can not be read.', { cause: error });
  }
}

/** The sequence of the next event from a sequence on, by the leader of the stream. */
async function nextOf(
  { session, name }: EventStream,
  { subject, sequence }: { readonly subject: string; readonly sequence: number },
): Promise<number | undefined> {
  // The server takes the subject here too; the type of the client does not know it.
  const request = { seq: sequence, next_by_subj: subject } as MsgRequest;
  const found = await session.manager.streams.getMessage(name.name, request);
  return found?.seq;
}

async function firstKept({ session, name }: EventStream): Promise<number> {
  const { state } = await session.manager.streams.info(name.name);
  return Math.max(1, state.first_seq);
}
