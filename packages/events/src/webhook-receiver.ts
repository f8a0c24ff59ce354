import { type CustomerChangedEvent, customerChangedEvent } from '@profiles/contracts/events';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { comparePositions, follows, type Position } from './position.js';
import { inMemoryPositions, type Positions } from './positions.js';
import { receivedEvent } from './received-event.js';

/** A request that a webhook sent, as an HTTP server has it. */
export interface WebhookRequest {
  /** Names in lower case, as Node.js has them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes or the text of the body as they came. A parsed body has lost what was signed. */
  readonly body: string | Uint8Array;
}

/** The outcome of a request. */
export type WebhookOutcome =
  /** The handler has handled the event. */
  | 'handled'
  /** The event was handled before, or is older than one that was. */
  | 'repeat'
  /** A test of the webhook, or an event of a kind that this version does not know. */
  | 'ignored'
  /** The signature does not fit, or the body is no event. */
  | 'refused'
  /** The handler or the positions failed: the webhook sends the event again. */
  | 'failed';

/** The response to send. */
export interface WebhookReception {
  /** The HTTP status: 204, 400 for `refused`, 500 for `failed`. */
  readonly status: 204 | 400 | 500;
  readonly outcome: WebhookOutcome;
  /** The reason of `refused` and `failed`. */
  readonly error?: unknown;
}

/** Events of a customer that this receiver did not get. */
export interface WebhookGap {
  readonly event: CustomerChangedEvent;
  /** Undefined for the first event of a customer. */
  readonly last: Position | undefined;
}

export interface WebhookReceiverSettings {
  /** The secrets of the webhook: the current one, and during a rotation the one before. */
  readonly secrets: readonly string[];
  /** Handles an event. When it rejects, the webhook sends the event again. */
  readonly handle: (event: CustomerChangedEvent) => Promise<void>;
  /**
   * How far each customer was handled. Keep it as safely as the work of the handler.
   * @defaultValue {@link inMemoryPositions}
   */
  readonly positions?: Positions;
  /** Is told of events that are missing before one. It comes for events from before the webhook, too. */
  readonly onGap?: (gap: WebhookGap) => void;
}

export interface WebhookReceiver {
  /** Verifies, orders and handles a request. It never rejects. */
  receive(request: WebhookRequest): Promise<WebhookReception>;
}

/**
 * Receives the requests of a webhook: verifies the signature (Standard Webhooks), parses the event, and hands each change of a
 * customer to the handler once and in order of (epoch, revision). Requests about one customer wait for each other.
 */
export function createWebhookReceiver(settings: WebhookReceiverSettings): WebhookReceiver {
  const { secrets, handle, positions = inMemoryPositions(), onGap } = settings;
  const webhooks = secrets.map((secret) => new Webhook(secret));
  const running = new Map<number, Promise<unknown>>();

  async function handleInOrder(event: CustomerChangedEvent): Promise<WebhookOutcome> {
    const { customerNumber, epoch, revision } = event.data;
    const position = { epoch, revision };
    const last = await positions.get(customerNumber);
    if (last !== undefined && comparePositions(position, last) <= 0) return 'repeat';
    if (!follows(position, last)) onGap?.({ event, last });
    await handle(event);
    await positions.set(customerNumber, position, last);
    return 'handled';
  }

  function afterOthers(event: CustomerChangedEvent): Promise<WebhookOutcome> {
    const { customerNumber } = event.data;
    const before = running.get(customerNumber) ?? Promise.resolve();
    const handled = before.then(() => handleInOrder(event));
    const settled = handled
      .catch(() => undefined)
      .finally(() => {
        if (running.get(customerNumber) === settled) running.delete(customerNumber);
      });
    running.set(customerNumber, settled);
    return handled;
  }

  return {
    receive: async (request) => {
      let event: CustomerChangedEvent | undefined;
      try {
        event = eventIn(verified(webhooks, request));
      } catch (error) {
        return { status: 400, outcome: 'refused', error };
      }
      if (event === undefined) return { status: 204, outcome: 'ignored' };
      try {
        return { status: 204, outcome: await afterOthers(event) };
      } catch (error) {
        return { status: 500, outcome: 'failed', error };
      }
    },
  };
}

/** The content of a request that one of the secrets signed. */
function verified(webhooks: readonly Webhook[], { headers, body }: WebhookRequest): unknown {
  const flat = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(',')]),
  );
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  let failure: unknown = new WebhookVerificationError('No secret is set.');
  for (const webhook of webhooks) {
    try {
      return webhook.verify(text, flat);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

const KINDS: ReadonlySet<unknown> = new Set(customerChangedEvent.shape.type.options);

/** The event in a verified content. Undefined for another kind of event. */
function eventIn(content: unknown): CustomerChangedEvent | undefined {
  const { type } = (content ?? {}) as { readonly type?: unknown };
  return typeof type === 'string' && !KINDS.has(type) ? undefined : receivedEvent.parse(content);
}
