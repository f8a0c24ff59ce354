import type { ServerResponse } from 'node:http';
import type { EventStream, StreamObserver } from '../stream/event-stream.js';
import type { StreamEvent } from '../stream/recent-events.js';
import { cursorOf, type Position } from './cursor.js';
import { cursorAfter, type EventFeed } from './event-feed.js';
import { type Selection, selects } from './selection.js';

/** The reasons why the gateway disconnects a listener. It resumes from the last id that it received. */
export const DISCONNECTIONS = ['slow', 'token_expired', 'reset', 'unreadable', 'closing'] as const;

export type Disconnection = (typeof DISCONNECTIONS)[number];

export interface ListenerSettings {
  readonly stream: EventStream;
  readonly feed: EventFeed;
  readonly onDisconnected: (reason: Disconnection) => void;
  readonly onDelivered: (events: number) => void;
  /** Time between two comments on a connection, in milliseconds. @defaultValue 15 000: proxies close idle ones after 30 s */
  readonly keepAliveMillis?: number;
  /** A listener that takes nothing for this time is disconnected, in milliseconds. @defaultValue 30 000 */
  readonly maxBlockedMillis?: number;
}

export interface NewListener {
  readonly selection: Selection;
  readonly position: Position;
  /** Its headers were sent. */
  readonly response: ServerResponse;
  /** When the token of the listener ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * `live` gets each event as it comes. `blocked` took less than it was sent, and gets nothing until its connection has room.
 * `reading` is reading the events that it does not have yet.
 */
type State = 'live' | 'blocked' | 'reading';

interface Listener extends NewListener {
  state: State;
  /** The sequence up to which everything was sent. It is kept for listeners that are not live. */
  sequence: number;
  blockedSince: number;
}

/** Events of one page of a listener that reads older events. */
const PAGE_SIZE = 500;

/**
 * The listeners of the event stream (server-sent events). No listener has a queue: a live one is written to as the event
 * comes. One whose connection is full is passed over, and later reads on from its position. So a slow listener takes no memory
 * beside the buffer of its connection, and delays no other one.
 */
export class Listeners implements StreamObserver {
  readonly #settings: ListenerSettings;
  readonly #byOrganisation = new Map<number, Set<Listener>>();
  readonly #timer: NodeJS.Timeout;
  /** The bytes of the last event: they are the same for every listener. */
  #lastFrame: { readonly event: StreamEvent; readonly bytes: Buffer } | undefined;

  constructor(settings: ListenerSettings) {
    this.#settings = settings;
    this.#timer = setInterval(() => this.#sweep(), settings.keepAliveMillis ?? 15_000);
  }

  /** Adds a listener. It receives every event of its selection after its position. */
  add(added: NewListener): void {
    const { organisationId } = added.selection;
    const listener: Listener = { ...added, state: 'reading', sequence: added.position.sequence, blockedSince: 0 };
    const listeners = this.#byOrganisation.get(organisationId) ?? new Set();
    this.#byOrganisation.set(organisationId, listeners.add(listener));
    listener.response.on('close', () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#byOrganisation.delete(organisationId);
    });
    listener.response.on('drain', () => {
      if (listener.state === 'blocked') void this.#read(listener);
    });
    // Its first id: a connection that breaks before the first event loses nothing.
    listener.response.write(`: connected\nid: ${cursorOf(added.position)}\n\n`);
    void this.#read(listener);
  }

  get size(): number {
    let size = 0;
    for (const listeners of this.#byOrganisation.values()) size += listeners.size;
    return size;
  }

  event(event: StreamEvent): void {
    const listeners = this.#byOrganisation.get(event.organisationId);
    if (listeners === undefined) return;
    for (const listener of listeners) if (listener.state === 'live') this.#send(listener, event);
  }

  reset(): void {
    this.#disconnectAll('reset');
  }

  close(): void {
    clearInterval(this.#timer);
    this.#disconnectAll('closing');
  }

  /** Sends an event if the listener selects it. @returns whether the connection has room for more. */
  #send(listener: Listener, event: StreamEvent): boolean {
    listener.sequence = event.sequence;
    if (!selects(listener.selection, event)) return true;
    this.#settings.onDelivered(1);
    return this.#write(listener, this.#frameOf(event));
  }

  #write(listener: Listener, bytes: Buffer): boolean {
    const hasRoom = listener.response.write(bytes);
    if (hasRoom) return true;
    listener.state = 'blocked';
    listener.blockedSince = performance.now();
    return false;
  }

  #frameOf(event: StreamEvent): Buffer {
    if (this.#lastFrame?.event === event) return this.#lastFrame.bytes;
    const head = Buffer.from(`id: ${cursorAfter(this.#settings.stream.head, event)}\ndata: `);
    const bytes = Buffer.concat([head, event.json, END]);
    this.#lastFrame = { event, bytes };
    return bytes;
  }

  /** Sends what the listener does not have yet, until it is live or its connection is full. */
  async #read(listener: Listener): Promise<void> {
    listener.state = 'reading';
    try {
      while (isReading(listener)) {
        const { incarnation, epoch, recent } = this.#settings.stream.head;
        // Without a pause from here on: no event comes in between.
        if (listener.sequence + 1 >= recent.start) return this.#readRecent(listener);
        const after = { incarnation, epoch, sequence: listener.sequence, mark: 0 };
        const page = await this.#settings.feed.page({ selection: listener.selection, after, limit: PAGE_SIZE });
        for (const event of page.events) {
          if (!this.#send(listener, event)) break;
        }
        if (isReading(listener)) listener.sequence = page.position.sequence;
      }
    } catch {
      this.#disconnect(listener, 'unreadable');
    }
  }

  #readRecent(listener: Listener): void {
    for (const event of this.#settings.stream.head.recent.after(listener.sequence)) {
      if (!this.#send(listener, event)) return;
    }
    listener.state = 'live';
  }

  /** Keeps idle connections open and their ids new, and disconnects those that are of no use. */
  #sweep(): void {
    const { maxBlockedMillis = 30_000 } = this.#settings;
    const [now, time] = [performance.now(), Date.now()];
    const keepAlive = this.#keepAlive();
    for (const listener of this.#all()) {
      if (listener.expiresAt <= time) this.#disconnect(listener, 'token_expired');
      else if (listener.state === 'blocked' && now - listener.blockedSince >= maxBlockedMillis) {
        this.#disconnect(listener, 'slow');
      } else if (listener.state === 'live' && keepAlive !== undefined) {
        listener.sequence = keepAlive.sequence;
        this.#write(listener, keepAlive.bytes);
      }
    }
  }

  /**
   * A comment with the newest id: a listener without events of its own would otherwise keep an id that becomes too old. The
   * same bytes for all: live listeners have everything up to there.
   */
  #keepAlive(): { readonly sequence: number; readonly bytes: Buffer } | undefined {
    try {
      const position = this.#settings.feed.newest();
      return { sequence: position.sequence, bytes: Buffer.from(`: keep-alive\nid: ${cursorOf(position)}\n\n`) };
    } catch {
      return undefined;
    }
  }

  #all(): Listener[] {
    return [...this.#byOrganisation.values()].flatMap((listeners) => [...listeners]);
  }

  #disconnectAll(reason: Disconnection): void {
    for (const listener of this.#all()) this.#disconnect(listener, reason);
  }

  #disconnect(listener: Listener, reason: Disconnection): void {
    if (listener.response.destroyed || listener.response.writableEnded) return;
    this.#settings.onDisconnected(reason);
    const isFull = listener.state === 'blocked';
    listener.state = 'blocked';
    // The end would wait behind what the listener does not take.
    if (isFull) listener.response.destroy();
    else listener.response.end();
  }
}

const END = Buffer.from('\n\n');

function isReading({ state, response }: Listener): boolean {
  return state === 'reading' && !response.destroyed && !response.writableEnded;
}
