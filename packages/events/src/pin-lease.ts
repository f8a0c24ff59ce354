import type { ConsumerInfo } from '@nats-io/jetstream';
import { millisSince, type PointInTime, pointInTime } from './point-in-time.js';

/**
 * After this time without a pull request of the pinned client the server pins another one. It bounds the silence after
 * a crash, so it is below five seconds.
 */
export const PIN_TTL_MILLIS = 4_000;
/** A pull request is renewed this often, and each renewal extends the pin. The client library allows no less. */
export const PULL_EXPIRES_MILLIS = 1_000;
/** The server extends the pin later than the client sends the request, so this margin only covers slow timers. */
const MARGIN_MILLIS = 500;
/** A confirmation proves that the last pull request was at most {@link PULL_EXPIRES_MILLIS} old at that time. */
const VALID_MILLIS = PIN_TTL_MILLIS - PULL_EXPIRES_MILLIS - MARGIN_MILLIS;

/** All processes of one durable are in this priority group; the server pins one of them at a time. */
export const PRIORITY_GROUP = 'one';

const MAX_LOST = 16;

/** The part of a consumer's state that names the pinned client. The types of the client library lack it. */
interface WithPins {
  readonly priority_groups?: readonly { readonly group: string; readonly pinned_client_id?: string }[];
}

/**
 * Tells whether this process is surely the one that the server pinned. A process that was suspended, blocked or cut
 * off may have lost the pin without a sign, and its buffer then holds events that another process handles. So the
 * right to handle events lapses unless the server confirmed it a moment ago.
 */
export class PinLease {
  #pinId: string | undefined;
  #notedAt: PointInTime | undefined;
  #confirmedAt: PointInTime | undefined;
  readonly #lost: string[] = [];
  /** The durable was made without pins, so there is nothing to confirm. */
  #isUnpinned = false;

  /** The id under which the server knows this process; undefined while it stands by. */
  get pinId(): string | undefined {
    return this.#pinId;
  }

  isValid(): boolean {
    if (this.#isUnpinned) return true;
    return this.#confirmedAt !== undefined && millisSince(this.#confirmedAt) < VALID_MILLIS;
  }

  /** Takes note of the id on a delivery, which is empty without pins. False when it belongs to a pin that was lost. */
  noteDelivery(pinId: string): boolean {
    this.#isUnpinned = pinId === '';
    if (this.#isUnpinned) return true;
    if (this.#lost.includes(pinId)) return false;
    if (this.#pinId !== pinId) {
      this.#pinId = pinId;
      this.#notedAt = pointInTime();
      this.#confirmedAt = undefined;
    }
    return true;
  }

  /**
   * Compares with what the server said.
   *
   * @param requestedAt - a point in time before the request was sent
   * @returns false when the pin was lost
   */
  compare(info: ConsumerInfo, requestedAt: PointInTime): boolean {
    if (this.#pinId === undefined || this.#notedAt === undefined) return true;
    // The response may be older than the pin.
    if (requestedAt.monotonic < this.#notedAt.monotonic) return true;
    if (pinnedClientOf(info) !== this.#pinId) {
      this.lose();
      return false;
    }
    this.#confirmedAt = requestedAt;
    return true;
  }

  /** Deliveries under the id of this pin no longer count. */
  lose(): void {
    if (this.#pinId !== undefined) this.#lost.push(this.#pinId);
    if (this.#lost.length > MAX_LOST) this.#lost.shift();
    this.#pinId = undefined;
    this.#confirmedAt = undefined;
  }
}

/** The id of the client that the server has pinned. */
export function pinnedClientOf(info: ConsumerInfo & WithPins): string | undefined {
  return info.priority_groups?.find(({ group }) => group === PRIORITY_GROUP)?.pinned_client_id;
}
