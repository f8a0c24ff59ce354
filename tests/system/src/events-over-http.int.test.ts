import { createProfilesClient } from '@profiles/client';
import type { ProfilesRouter } from '@profiles/router';
import { subscriptionContract } from '@profiles/testkit';
import { createTRPCClient, httpSubscriptionLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, NATS_URL, type Stack, startStack } from './stack.js';

const PERSON = { surname: 'Nordmann', firstName: 'Kari', createdBy: 'x', createdByChannel: 'x' };

describe.skipIf(MONGODB_URI === undefined || NATS_URL === undefined)('events over HTTP', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ events: true });
  });
  afterAll(() => stack?.close());

  subscriptionContract('typed client → service → events gateway', async () => ({
    createProfilesClient,
    optionsFor: async (caller) => ({
      url: stack.serviceUrl,
      token: () => stack.token(caller),
      clientName: 'acme-tests',
    }),
  }));

  const clientOf = (organisationId: number) =>
    createProfilesClient({
      url: stack.serviceUrl,
      token: () => stack.token({ organisationId }),
      clientName: 'acme-tests',
    });
  const restOf = async (path: string, organisationId: number, headers: Record<string, string> = {}) =>
    fetch(`${stack.adapterUrl}/customers/v2${path}`, {
      headers: {
        authorization: `Bearer ${await stack.token({ organisationId })}`,
        'et-client-name': 'acme-tests',
        ...headers,
      },
    });

  test('a change is in the feed of its organisation, over REST and tRPC, with one cursor for both', async () => {
    const api = clientOf(1);
    const { customerNumber } = await api.profiles.create({ ...PERSON, organisationId: 1 });
    const page = await api.events.list({ customerNumber, wait: 30 });
    expect(page.items).toMatchObject([{ type: 'customer.created.v1', subject: String(customerNumber) }]);
    const rest = await restOf(`/events?customerNumber=${customerNumber}`, 1);
    expect(rest.status).toBe(200);
    expect(await rest.json()).toEqual(page);
    await api.profiles.patch({ customerNumber, firstName: 'Ola' });
    const next = await restOf(`/events?after=${page.nextCursor}&wait=30`, 1);
    const { items } = (await next.json()) as typeof page;
    expect(items).toMatchObject([{ data: { customerNumber, revision: 2, changedFields: ['firstName'] } }]);
    expect((await clientOf(2).events.list({ customerNumber })).items).toEqual([]);
  });

  test('input is checked as everywhere: every error at once, and unknown parameters refused', async () => {
    const pathsOf = async (path: string) => {
      const response = await restOf(path, 1);
      expect(response.status).toBe(400);
      const { errors } = (await response.json()) as { errors: { path: string }[] };
      return errors.map(({ path }) => path).sort();
    };
    expect(await pathsOf('/events?limit=0&wait=31&unknown=1')).toEqual(['limit', 'unknown', 'wait']);
    expect(await pathsOf('/events?limit=0&after=x')).toEqual(['after', 'limit']);
    expect(await pathsOf('/events/stream?unknown=1')).toEqual(['unknown']);
    expect(await pathsOf('/events/stream?customerNumber=0&lastEventId=x')).toEqual(['customerNumber', 'lastEventId']);
    expect(await pathsOf(`/events?after=${'x'.repeat(201)}`)).toEqual(['after']);
    expect((await restOf('/events?organisationId=2', 1)).status).toBe(403);
    expect((await restOf('/events/stream?organisationId=2', 1)).status).toBe(403);
    expect((await fetch(`${stack.adapterUrl}/customers/v2/events/stream`)).status).toBe(401);
    const post = await fetch(`${stack.adapterUrl}/customers/v2/events/stream`, { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test('an EventSource gets changes as they happen, and resumes after the last one', async () => {
    const organisationId = 31;
    const api = clientOf(organisationId);
    const token = await stack.token({ organisationId });
    const listen = (lastEventId?: string) =>
      new EventSource(
        `${stack.adapterUrl}/customers/v2/events/stream${lastEventId ? `?lastEventId=${lastEventId}` : ''}`,
        {
          fetch: (url, init) =>
            fetch(url, {
              ...init,
              headers: { ...init.headers, authorization: `Bearer ${token}`, 'et-client-name': 'acme-x' },
            }),
        },
      );
    const received = (source: EventSource, count: number) =>
      new Promise<MessageEvent[]>((resolve) => {
        const messages: MessageEvent[] = [];
        source.onmessage = (message) => {
          if (messages.push(message) === count) resolve(messages);
        };
      });
    const source = listen();
    const receiving = received(source, 2);
    await new Promise((resolve) => {
      source.onopen = resolve;
    });
    const { customerNumber } = await api.profiles.create({ ...PERSON, organisationId });
    await api.profiles.patch({ customerNumber, firstName: 'Ola' });
    const [first, second] = await receiving;
    source.close();
    expect(JSON.parse(first?.data)).toMatchObject({ type: 'customer.created.v1', data: { customerNumber } });
    const again = listen(first?.lastEventId);
    const [repeated] = await received(again, 1);
    again.close();
    expect(repeated?.data).toBe(second?.data);
  });

  test('the official client of tRPC subscribes and resumes', async () => {
    const organisationId = 32;
    const api = clientOf(organisationId);
    const token = await stack.token({ organisationId });
    const trpc = createTRPCClient<ProfilesRouter>({
      links: [
        httpSubscriptionLink({
          url: `${stack.serviceUrl}/trpc`,
          EventSource: class extends EventSource {
            constructor(url: string | URL) {
              super(url, {
                fetch: (to, init) =>
                  fetch(to, {
                    ...init,
                    headers: { ...init.headers, authorization: `Bearer ${token}`, 'et-client-name': 'acme-x' },
                  }),
              });
            }
          } as never,
        }),
      ],
    });
    const data = await new Promise((resolve, reject) => {
      const subscription = trpc.events.subscribe.subscribe(
        {},
        {
          onStarted: () => void api.profiles.create({ ...PERSON, organisationId }),
          onData: (tracked) => {
            subscription.unsubscribe();
            resolve(tracked);
          },
          onError: reject,
        },
      );
    });
    expect(data).toMatchObject({ id: expect.any(String), data: { type: 'customer.created.v1' } });
  });
});
