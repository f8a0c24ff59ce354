import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import { failureOf } from './failures.js';
import { guardedConnector } from './guarded-connector.js';
import type { TargetRules } from './targets.js';

/** One signed request to a receiver. */
export interface WebhookMessage {
  readonly url: string;
  /** The id of the event: the header `webhook-id`. */
  readonly id: string;
  readonly body: string;
  /** Each of them signs. */
  readonly secrets: readonly string[];
}

/** The result of an attempt: a status, or the reason why there is none. */
export interface SendResult {
  readonly status?: number;
  readonly error?: string;
}

export interface WebhookSender {
  /** Never rejects. */
  send(message: WebhookMessage): Promise<SendResult>;
  close(): Promise<void>;
}

export interface SenderSettings {
  readonly rules: TargetRules;
  /** The longest time of an attempt, in milliseconds. @defaultValue 15 000 (contract, section 4) */
  readonly timeoutMillis?: number;
  /** The most connections to one receiver. @defaultValue 32 */
  readonly connections?: number;
  /** For tests: certificates to trust, in PEM. @defaultValue those of the system */
  readonly ca?: string;
}

const TIMEOUT_MILLIS = 15_000;
const CONNECTIONS = 32;
/** The part of a response that is read. The rest is cut off with its connection. */
const MAX_RESPONSE_BYTES = 16 * 1024;
/** An unused connection is closed after this time, in milliseconds: before most receivers close it. */
const KEEP_ALIVE_MILLIS = 4_000;

/**
 * Sends signed requests as in Standard Webhooks. Redirects are not followed. An attempt ends within its timeout, whatever the
 * receiver does, and no more than 16 KiB of a response are read.
 */
export function createWebhookSender(settings: SenderSettings): WebhookSender {
  const { rules, timeoutMillis = TIMEOUT_MILLIS, connections = CONNECTIONS } = settings;
  const agent = new Agent({
    connect: guardedConnector(rules, settings.ca),
    ...{ connections, pipelining: 1, keepAliveTimeout: KEEP_ALIVE_MILLIS },
    ...{ headersTimeout: timeoutMillis, bodyTimeout: timeoutMillis },
  });
  return {
    send: async ({ url, id, body, secrets }) => {
      const signal = AbortSignal.timeout(timeoutMillis);
      try {
        const headers = headersOf({ id, body, secrets }, new Date());
        const response = await request(url, { dispatcher: agent, method: 'POST', headers, body, signal });
        // The status is the result. The body only has to be read for the connection to be used again.
        await response.body.dump({ limit: MAX_RESPONSE_BYTES, signal }).catch(() => undefined);
        return { status: response.statusCode };
      } catch (error) {
        return { error: failureOf(error) };
      }
    },
    close: () => agent.destroy(),
  };
}

/** The headers of a message at a time. */
function headersOf({ id, body, secrets }: Omit<WebhookMessage, 'url'>, at: Date): Record<string, string> {
  return {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'user-agent': 'customer-profiles-webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
