import { randomUUID } from 'node:crypto';
import { type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { type CustomerChangedData, type CustomerChangedEvent, cloudEvent, Permission } from '@profiles/contracts';
import { startTokenIssuer } from '@profiles/devstack';
import { GATEWAY_PATHS } from '@profiles/service-kit';
import { type GatewayConfig, startEventsGateway } from '../compose.js';

export const NATS_URL = process.env['NATS_URL'];

/** A caller of the gateway. */
export interface GatewayCaller {
  readonly organisationId: number;
  readonly permissions?: readonly string[];
  readonly expiresIn?: string;
}

export interface ListedPage {
  readonly items: readonly CustomerChangedEvent[];
  readonly nextCursor: string;
}

/** A stream of a test's own, and gateways that read it. */
export async function gatewayWorld(servers = String(NATS_URL)) {
  const name = `gateway_${randomUUID().slice(0, 8)}`;
  const stream = { name, subjectPrefix: `${name}.v1` };
  const broker = await connect({ servers: servers.split(','), maxReconnectAttempts: -1, reconnectTimeWait: 100 });
  const manager: JetStreamManager = await jetstreamManager(broker);
  const client = jetstream(broker);
  const issuer = await startTokenIssuer({});
  const apps: Awaited<ReturnType<typeof startEventsGateway>>[] = [];

  const createStream = () => manager.streams.add({ name, subjects: [`${name}.v1.>`], allow_direct: true });
  await createStream();

  async function post(url: string, path: string, { caller, input, signal }: Posted): Promise<Response> {
    const token = await issuer.mint({
      clientId: 'test-client',
      permissions: [Permission.Read],
      ...caller,
    });
    return fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests', 'content-type': 'application/json' },
      body: JSON.stringify(input),
      ...(signal && { signal }),
    });
  }

  return {
    stream,
    manager,
    createStream,
    async start(config: Partial<GatewayConfig> = {}) {
      const app = await startEventsGateway({
        host: '127.0.0.1',
        port: 0,
        logLevel: 'silent',
        nats: { servers },
        tokens: {
          jwksUrl: issuer.jwksUrl,
          issuer: issuer.issuer,
          audience: issuer.audience,
          organisationClaim: 'https://entur.io/organisationID',
          permissionsClaim: 'permissions',
          clientClaim: 'azp',
        },
        limits: { perMinute: 1_000_000, unidentifiedPerMinute: 1_000_000 },
        stream,
        ...config,
      });
      apps.push(app);
      await eventually('a gateway that is ready', async () => (await fetch(`${app.url}/readyz`)).ok);
      return app;
    },
    /** Publishes a change as the publisher does. Returns its event. */
    async publish(data: Partial<CustomerChangedData> = {}): Promise<CustomerChangedEvent> {
      const event = eventOf(data);
      const { organisationId, customerNumber } = event.data;
      const subject = `${name}.v1.${organisationId}.${customerNumber}`;
      // A broker that was killed meanwhile has it or not: the id makes a repeat harmless.
      await eventually('a publication', () =>
        client.publish(subject, JSON.stringify(event), { msgID: event.id, timeout: 1_000 }).then(
          () => true,
          () => false,
        ),
      );
      return event;
    },
    list: (url: string, caller: GatewayCaller, input: object = {}, signal?: AbortSignal) =>
      post(url, GATEWAY_PATHS.list, { caller, input, signal }),
    async page(url: string, organisationId: number, input: object = {}): Promise<ListedPage> {
      const response = await post(url, GATEWAY_PATHS.list, { caller: { organisationId }, input });
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as ListedPage;
    },
    listen: (url: string, caller: GatewayCaller, input: object = {}, signal?: AbortSignal) =>
      post(url, GATEWAY_PATHS.subscribe, { caller, input, signal }),
    async close() {
      await Promise.all(apps.map((app) => app.close()));
      await issuer.close();
      await manager.streams.delete(name).catch(() => false);
      await broker.close();
    },
  };
}

interface Posted {
  readonly caller: GatewayCaller;
  readonly input: object;
  readonly signal?: AbortSignal | undefined;
}

export type GatewayWorld = Awaited<ReturnType<typeof gatewayWorld>>;

/** A change event with some data of a test's own. */
function eventOf(data: Partial<CustomerChangedData>, time = new Date()): CustomerChangedEvent {
  return cloudEvent(randomUUID(), time.toISOString(), {
    eventType: 'UPDATE',
    customerNumber: 1_000_000,
    organisationId: 1,
    revision: 1,
    epoch: 1,
    cause: 'update-profile',
    changedFields: ['firstName'],
    correlationId: 'test',
    ...data,
  });
}

/** A message of a stream of server-sent events, in the part that tests look at. */
export interface SentEvent {
  readonly id: string;
  readonly event: CustomerChangedEvent;
}

/** Reads server-sent events until it has as many, or the stream ends. */
export async function sentEvents(response: Response, count: number): Promise<SentEvent[]> {
  const found: SentEvent[] = [];
  for await (const { id, data } of blocksOf(response)) {
    if (data !== undefined) found.push({ id, event: JSON.parse(data) as CustomerChangedEvent });
    if (found.length === count) break;
  }
  return found;
}

/** The blocks of a stream of server-sent events, also those without data. */
export async function* blocksOf(response: Response): AsyncGenerator<{ id: string; data: string | undefined }> {
  let rest = '';
  for await (const text of (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
      );
      yield { id: fields.get('id') ?? '', data: fields.get('data') };
    }
  }
}

const DEADLINE_MILLIS = 30_000;

/** Polls until the condition holds. Fails with a text of what it waited for. */
export async function eventually(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + DEADLINE_MILLIS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
