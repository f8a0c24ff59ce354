import { z } from 'zod';
import { formedText, type Refusal, text } from '../text-field.js';
import { timestamp } from './response-fields.js';

/** The longest URL of a webhook, in characters. */
const MAX_URL = 2_000;

const NOT_A_TARGET: Refusal = {
  message: 'Expected an absolute URL such as https://example.no/customer-events, without credentials and fragment.',
};

/** The URL of a receiver. Which addresses it may lead to is a rule: [HOOK-4]. */
export function webhookUrl() {
  return formedText({ max: MAX_URL, read: (value) => urlFrom(value.trim()) ?? NOT_A_TARGET }).meta({
    format: 'uri',
    maxLength: MAX_URL,
    examples: ['https://example.no/customer-events'],
    description:
      'The URL that receives the events, by POST. It has https and leads to a public address. Redirects are not followed.',
  });
}

function urlFrom(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  if (url.username !== '' || url.password !== '' || value.includes('#')) return undefined;
  return url.href;
}

/** The name of a webhook, for people. */
export function webhookName() {
  return text({ max: 100, read: (value) => value.trim() }).meta({
    examples: ['CRM'],
    description: 'A name for people.',
  });
}

/** The id of a webhook. */
export function webhookId() {
  return text({ max: 100 }).meta({
    examples: ['0b2f6c1e-7d43-4c0a-9a55-3f8a1d2c4b6e'],
    description: 'Id of the webhook.',
  });
}

/** The id of an event, which is the `webhook-id` of its delivery. */
export function deliveredEventId() {
  return text({ max: 100 }).meta({
    examples: ['019a2f4b-6c00-7cc3-98c4-dc0c0c07398f'],
    description: 'Id of the event; the header `webhook-id` of its delivery.',
  });
}

const webhookFields = {
  id: z.string().meta({ description: 'Id of the webhook.' }),
  url: z.string().meta({ description: 'The URL that receives the events.' }),
  name: z.string().optional().meta({ description: 'A name for people.' }),
  isActive: z.boolean().meta({
    description: 'False while it is paused: events wait, for up to 30 days, and are delivered when it is active again.',
  }),
  createdAt: timestamp().meta({ description: 'When it was created. It gets the events from then on.' }),
};

/** A webhook in a response. */
export const webhookResponse = z.object(webhookFields).meta({ id: 'Webhook' });

/** A webhook whose secret is new. */
export const webhookWithSecretResponse = z
  .object({
    ...webhookFields,
    secret: z
      .string()
      .optional()
      .meta({
        examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
        description:
          'The secret that signs the deliveries (Standard Webhooks). It is shown in this response only; a response that is repeated for an Idempotency-Key leaves it out.',
      }),
  })
  .meta({ id: 'WebhookWithSecret' });

/** The states of a delivery. */
export const DELIVERY_STATES = ['pending', 'failing', 'delivered', 'parked'] as const;

/** A delivery in a response. */
export const deliveryResponse = z
  .object({
    eventId: z.string().meta({ description: 'Id of the event; the header `webhook-id` of its delivery.' }),
    customerNumber: z
      .int()
      .meta({ format: 'int64', description: 'The customer that the event is about; 0 for a test.' }),
    state: z.enum(DELIVERY_STATES).meta({
      description:
        'pending: waits for its first attempt, or for an earlier delivery of its customer. failing: it is tried again. delivered: the receiver returned 2xx. parked: it was given up; redeliver tries it again.',
    }),
    attempts: z.int().meta({ description: 'Number of attempts so far.' }),
    status: z
      .int()
      .optional()
      .meta({ examples: [204], description: 'HTTP status of the last attempt; absent if there was no response.' }),
    error: z
      .string()
      .optional()
      .meta({ examples: ['timeout'], description: 'Reason of the last failure, if there was no response.' }),
    nextAttemptAt: timestamp().optional().meta({ description: 'When it is tried again.' }),
  })
  .meta({ id: 'WebhookDelivery' });

/** The body of a test delivery: a CloudEvent that is about no customer. */
export const webhookTestEvent = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.literal('/customers/v2'),
  type: z.literal('webhook.test.v1'),
  subject: z.string(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  data: z.strictObject({ webhookId: z.string() }),
});

/** The body of a test delivery. */
export function webhookTest(id: string, time: string, webhookId: string): z.output<typeof webhookTestEvent> {
  return {
    ...{ specversion: '1.0', id, source: '/customers/v2', type: 'webhook.test.v1', subject: webhookId, time },
    ...{ datacontenttype: 'application/json', data: { webhookId } },
  };
}
