import type { StreamObserver } from '../stream/event-stream.js';
import type { StreamEvent } from '../stream/recent-events.js';
import { type Selection, selects } from './selection.js';

interface Waiter {
  readonly selection: Selection;
  readonly wake: () => void;
}

/** Callers that wait for an event of theirs (long poll). A waiter costs one entry in a set and one timer. */
export class Waiters implements StreamObserver {
  readonly #byOrganisation = new Map<number, Set<Waiter>>();

  /** Waits for the next event of a selection, for some milliseconds, or until the signal aborts. */
  wait(
    selection: Selection,
    { millis, signal }: { readonly millis: number; readonly signal: AbortSignal },
  ): Promise<void> {
    return new Promise((resolve) => {
      const { organisationId } = selection;
      const waiters = this.#byOrganisation.get(organisationId) ?? new Set();
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        waiters.delete(waiter);
        if (waiters.size === 0 && this.#byOrganisation.get(organisationId) === waiters) {
          this.#byOrganisation.delete(organisationId);
        }
        resolve();
      };
      const waiter = { selection, wake };
      const timer = setTimeout(wake, millis);
      this.#byOrganisation.set(organisationId, waiters.add(waiter));
      signal.addEventListener('abort', wake, { once: true });
      if (signal.aborted) wake();
    });
  }

  /** The number of callers that wait. */
  get size(): number {
    let size = 0;
    for (const waiters of this.#byOrganisation.values()) size += waiters.size;
    return size;
  }

  event(event: StreamEvent): void {
    const waiters = this.#byOrganisation.get(event.organisationId);
    if (waiters === undefined) return;
    for (const waiter of [...waiters]) if (selects(waiter.selection, event)) waiter.wake();
  }

  reset(): void {
    for (const waiters of [...this.#byOrganisation.values()]) for (const waiter of [...waiters]) waiter.wake();
  }
}
