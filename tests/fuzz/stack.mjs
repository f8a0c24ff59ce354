// The service and the adapter, really listening, on a database of their own with a few customers in it. Where there is a broker,
// their events go through a publisher and an events gateway.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  openMongo,
  startEventsGateway,
  startMongo,
  startNats,
  startOpenApiAdapter,
  startProfilesService,
  startPublisher,
  startTokenIssuer,
} from './built.mjs';

const ORGANISATION = 1;
// All but alle-organisasjoner: tenant isolation is part of the test.
const RIGHTS = ['les', 'opprett', 'endre', 'slett', 'admin'];
// A limit would answer 429 and hide what the operation says.
const UNLIMITED = { perMinute: 10_000_000, unidentifiedPerMinute: 10_000_000 };

/** Starts everything; `undefined` where there is no database server to be had. */
export async function startStack({ env, log }) {
  const dataDir = await mkdtemp(join(tmpdir(), 'profiles-fuzz-'));
  const mongo = await startMongo({ dataDir, env, log: () => {}, allowNone: env.CI !== 'true' });
  const removeData = async () => {
    await mongo.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  if (mongo.kind === 'none') {
    await removeData();
    return undefined;
  }
  log(`On ${mongo.kind}.`);
  // A name of its own: a given server may hold other things too.
  const store = { uri: mongo.uri, database: `fuzz_${randomUUID().slice(0, 8)}` };
  const issuer = await startTokenIssuer({});
  const tokens = {
    jwksUrl: issuer.jwksUrl,
    issuer: issuer.issuer,
    audience: issuer.audience,
    organisationClaim: 'https://entur.io/organisationID',
    permissionsClaim: 'permissions',
    clientClaim: 'azp',
  };
  const common = { host: '127.0.0.1', port: 0, logLevel: 'fatal', tokens };
  const events = await startEvents({ env, dataDir, common, store });
  const eventsGatewayUrl = events?.url;
  const service = await startProfilesService({
    ...{ ...common, store, eventsGatewayUrl },
    settings: { deactivatedForMillis: 72 * 60 * 60 * 1000, recordedClients: [] },
    limits: UNLIMITED,
    loginThrottleLimits: { perCustomer: 1_000_000, perAddress: 1_000_000 },
  });
  const adapter = await startOpenApiAdapter({ ...common, service: service.url, limits: UNLIMITED, eventsGatewayUrl });
  const permissions = RIGHTS.map((right) => `customers-profile:${right}`);
  return {
    hasEvents: events !== undefined,
    adapterUrl: adapter.url,
    serviceUrl: service.url,
    organisationId: ORGANISATION,
    token: await issuer.mint({ organisationId: ORGANISATION, permissions, clientId: 'fuzz' }),
    async close() {
      await adapter.close();
      await service.close();
      await events?.close();
      await issuer.close();
      await drop(store);
      await removeData();
    },
  };
}

/** A publisher and a gateway on a stream of their own; `undefined` where there is no broker to be had. */
async function startEvents({ env, dataDir, common, store }) {
  const nats = await startNats({ dataDir, env, log: () => {}, allowNone: env.CI !== 'true' });
  if (nats.kind === 'none') return undefined;
  // A given broker may hold other things too.
  const stream = { name: store.database, subjectPrefix: `${store.database}.v1` };
  const events = { ...common, nats: { servers: nats.uri }, stream };
  const publisher = await startPublisher({ ...events, mongo: store, backlogAlarmSeconds: 60 });
  const gateway = await startEventsGateway({ ...events, limits: UNLIMITED });
  return {
    url: gateway.url,
    async close() {
      await gateway.close();
      await publisher.close();
      await nats.stop();
    },
  };
}

async function drop(store) {
  const { db, connected, close } = openMongo({ ...store, appName: 'fuzz' });
  await connected;
  await db.dropDatabase();
  await close();
}
