import type { CustomerChangedEvent } from '@profiles/contracts';
import { type Received, type Receiver, startReceiver } from './receiver.js';
import type { WebhookWorld } from './webhook-world.js';

/** Organisations and customers that no other test has. */
export interface Subscribers {
  /** An organisation with a webhook that leads to a receiver of its own. */
  subscribed(): Promise<Subscriber>;
  /** A receiver without a webhook. */
  receiver(): Promise<Receiver>;
  closeReceivers(): Promise<void>;
}

export type Subscriber = Awaited<ReturnType<typeof subscriberOf>>;

export function createSubscribers(world: WebhookWorld): Subscribers {
  let nextOrganisation = 1;
  let nextCustomer = 1_000_000;
  const receivers: Receiver[] = [];
  const receiver = async () => {
    const started = await startReceiver();
    receivers.push(started);
    return started;
  };
  return {
    receiver,
    subscribed: async () =>
      subscriberOf(world, {
        ...{ organisationId: nextOrganisation++, receiver: await receiver() },
        customer: () => nextCustomer++,
      }),
    closeReceivers: async () => {
      for (const one of receivers.splice(0)) await one.close();
    },
  };
}

interface SubscriberParts {
  readonly organisationId: number;
  readonly receiver: Receiver;
  readonly customer: () => number;
}

async function subscriberOf(world: WebhookWorld, { organisationId, receiver, customer }: SubscriberParts) {
  const webhooks = world.webhooksOf(organisationId);
  const { id: webhookId, secret = '' } = await webhooks.create({ url: receiver.url });
  const publish = (customerNumber: number) => world.publish(organisationId, customerNumber);
  const deliveries = async () => (await webhooks.deliveries({ webhookId })).items;
  return { webhooks, webhookId, organisationId, secret, receiver, customer, publish, deliveries };
}

export const eventOf = ({ body }: Received) => JSON.parse(body) as CustomerChangedEvent;

/** The revisions of a customer in the order of arrival. */
export function revisionsOf(received: readonly Received[], customerNumber: number): number[] {
  return received.flatMap((one) => {
    const { data } = eventOf(one);
    return data.customerNumber === customerNumber ? data.revision : [];
  });
}
