import { JetStreamApiError } from '@nats-io/jetstream';
import {
  createInbox,
  errors,
  type Msg,
  type MsgHdrs,
  type NatsConnection,
  type Subscription,
} from '@nats-io/nats-core';

/** The acknowledgement of a message, or of an atomic batch (`batch` and `count`). */
export interface Acknowledgement {
  readonly stream: string;
  readonly duplicate?: boolean;
  /** The id of the batch. */
  readonly batch?: string;
  /** The number of messages that the batch has stored. */
  readonly count?: number;
}

/** A message for {@link Acknowledgements.publish}. */
export interface PublishedMessage {
  readonly subject: string;
  readonly body: Uint8Array;
  readonly headers: MsgHdrs;
}

interface Waiting {
  readonly subject: string;
  readonly deadline: number;
  readonly resolve: (acknowledgement: Acknowledgement) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Publishes on one connection and collects the acknowledgements in one subscription, with one timer. A request of the
 * client has a timer, a random token and an error of its own for each message, which costs more than the message.
 */
export class Acknowledgements {
  readonly #connection: NatsConnection;
  readonly #timeoutMillis: number;
  readonly #inbox: string;
  readonly #subscription: Subscription;
  /** By token, in the order of their deadlines. */
  readonly #waiting = new Map<string, Waiting>();
  #lastToken = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: NatsConnection, { timeoutMillis }: { timeoutMillis: number }) {
    this.#connection = connection;
    this.#timeoutMillis = timeoutMillis;
    this.#inbox = `${createInbox()}.`;
    this.#subscription = connection.subscribe(`${this.#inbox}*`, {
      callback: (error, message) => {
        if (error === null) this.#arrived(message);
      },
    });
  }

  /**
   * Resolves with the acknowledgement.
   * @throws {JetStreamApiError} when the server refuses the message.
   * @throws the errors of NATS for time-outs, missing responders and missing permissions.
   */
  publish({ subject, body, headers }: PublishedMessage): Promise<Acknowledgement> {
    return new Promise((resolve, reject) => {
      this.#lastToken += 1;
      const token = this.#lastToken.toString(36);
      this.#connection.publish(subject, body, { headers, reply: this.#inbox + token });
      this.#waiting.set(token, { subject, resolve, reject, deadline: performance.now() + this.#timeoutMillis });
      this.#timer ??= setTimeout(() => this.#expire(), this.#timeoutMillis);
    });
  }

  /** The server refuses publishes to this subject. */
  refused(subject: string, error: Error): void {
    this.#rejectAll(error, (one) => one.subject === subject);
  }

  /** Rejects what has no acknowledgement yet. */
  close(error: Error): void {
    this.#rejectAll(error, () => true);
    clearTimeout(this.#timer);
    if (!this.#connection.isClosed()) this.#subscription.unsubscribe();
  }

  #arrived(message: Msg): void {
    const token = message.subject.slice(this.#inbox.length);
    const waiting = this.#waiting.get(token);
    if (waiting === undefined) return;
    this.#waiting.delete(token);
    try {
      waiting.resolve(acknowledgementIn(message, waiting.subject));
    } catch (error) {
      waiting.reject(error);
    }
  }

  #expire(): void {
    const now = performance.now();
    this.#rejectAll(new errors.TimeoutError(), ({ deadline }) => deadline <= now);
    const [next] = this.#waiting.values();
    this.#timer = next && setTimeout(() => this.#expire(), Math.max(1, next.deadline - now));
  }

  #rejectAll(error: Error, isMeant: (waiting: Waiting) => boolean): void {
    for (const [token, waiting] of this.#waiting) {
      if (!isMeant(waiting)) continue;
      this.#waiting.delete(token);
      waiting.reject(error);
    }
  }
}

function acknowledgementIn(message: Msg, subject: string): Acknowledgement {
  if (message.data.length === 0 && message.headers?.code === 503) {
    throw new errors.RequestError('no responders', { cause: new errors.NoRespondersError(subject) });
  }
  const response = message.json<Acknowledgement & { error?: ConstructorParameters<typeof JetStreamApiError>[0] }>();
  if (response.error !== undefined) throw new JetStreamApiError(response.error);
  return response;
}
