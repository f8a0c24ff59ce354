// The service and the adapter, really listening, on a database of their own with a few customers in it.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMongo, startMongo, startOpenApiAdapter, startProfilesService, startTokenIssuer } from './built.mjs';

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
  const service = await startProfilesService({
    ...common,
    store,
    settings: { deactivatedForMillis: 72 * 60 * 60 * 1000, recordedClients: [] },
    limits: UNLIMITED,
    loginThrottleLimits: { perCustomer: 1_000_000, perAddress: 1_000_000 },
  });
  const adapter = await startOpenApiAdapter({ ...common, service: service.url, limits: UNLIMITED });
  const permissions = RIGHTS.map((right) => `customers-profile:${right}`);
  return {
    adapterUrl: adapter.url,
    serviceUrl: service.url,
    organisationId: ORGANISATION,
    token: await issuer.mint({ organisationId: ORGANISATION, permissions, clientId: 'fuzz' }),
    async close() {
      await adapter.close();
      await service.close();
      await issuer.close();
      await drop(store);
      await removeData();
    },
  };
}

async function drop(store) {
  const { db, connected, close } = openMongo({ ...store, appName: 'fuzz' });
  await connected;
  await db.dropDatabase();
  await close();
}
