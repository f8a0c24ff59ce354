import { LRUCache } from 'lru-cache';
import { type BacklogPage, type BacklogRequest, readBacklog } from './backlog.js';
import type { EventStream } from './event-stream.js';

/** Pages that wait for their reader at most: at a thousand events of half a KiB each they take 16 MiB. */
const MAX_PAGES = 32;
/** A page that was read ahead is dropped after this time, in milliseconds: its reader has gone. */
const PAGE_MILLIS = 5_000;

/**
 * Reads pages of the backlog, and the next page of a reader while the reader takes the one before. So the broker, this process
 * and the caller work at the same time.
 *
 * A page that was read ahead is as complete as one that is read later: everything after its beginning was in the stream when
 * it was read, or {@link BacklogPage.firstKept} shows that it was not.
 */
export class BacklogReads {
  readonly #stream: EventStream;
  readonly #onRead: () => void;
  readonly #ahead = new LRUCache<string, Promise<BacklogPage | undefined>>({ max: MAX_PAGES, ttl: PAGE_MILLIS });

  /** @param onRead - called for each read of the stream */
  constructor(stream: EventStream, onRead: () => void) {
    this.#stream = stream;
    this.#onRead = onRead;
  }

  /** @throws {StreamUnreadableError} when the broker does not respond. */
  async read(request: BacklogRequest): Promise<BacklogPage> {
    const key = this.#keyOf(request);
    const ahead = this.#ahead.get(key);
    this.#ahead.delete(key);
    return (await ahead) ?? (await this.#readNow(request));
  }

  /** Begins to read a page that will probably be asked for next. It never fails: the page is read again if this read did. */
  readAhead(request: BacklogRequest): void {
    const key = this.#keyOf(request);
    if (this.#ahead.has(key)) return;
    this.#ahead.set(
      key,
      this.#readNow(request).catch(() => undefined),
    );
  }

  #readNow(request: BacklogRequest): Promise<BacklogPage> {
    this.#onRead();
    return readBacklog(this.#stream, request);
  }

  /** Without `before`: a page that ends earlier than asked for is complete up to its end, too. */
  #keyOf({ after, subject, limit }: BacklogRequest): string {
    return [this.#stream.head.incarnation, subject, after, limit].join(' ');
  }
}
