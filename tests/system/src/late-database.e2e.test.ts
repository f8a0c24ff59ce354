import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProfilesClient } from '@profiles/client';
import { freePort, startMongo } from '@profiles/devstack';
import { describe, expect, test } from 'vitest';
import { until } from './crash-world.js';
import { MONGODB_URI, startStack } from './stack.js';

describe.skipIf(MONGODB_URI === undefined)('a database that starts after the service', () => {
  test('leaves the service unready until it is reachable, and the service works from then on', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'profiles-late-'));
    const port = await freePort();
    const stack = await startStack({
      uri: `mongodb://127.0.0.1:${port}/?replicaSet=secantus`,
      waitsUntilReady: false,
    });
    const api = createProfilesClient({
      url: stack.serviceUrl,
      token: await stack.token({ organisationId: 1 }),
      clientName: 'acme-tests',
    });
    const person = { surname: 'N', firstName: 'K', organisationId: 1, createdBy: 'w', createdByChannel: 'w' };
    const isReady = async () => (await fetch(`${stack.serviceUrl}/readyz`)).ok;

    expect(await isReady()).toBe(false);
    await expect(api.profiles.create(person)).rejects.toMatchObject({ code: 619, status: 503 });

    const env = { ...process.env, MONGODB_URI: undefined };
    const mongo = await startMongo({ dataDir, port, env, log: () => undefined, allowNone: false });
    await until(isReady);
    expect(await api.profiles.create(person)).toMatchObject({ surname: 'N' });
    await stack.close();
    await mongo.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
});
