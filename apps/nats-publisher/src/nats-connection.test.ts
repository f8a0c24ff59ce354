import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Authenticator, nkeys } from '@nats-io/nats-core';
import { connectionOptions } from '@profiles/nats-connection';
import { expect, onTestFinished, test } from 'vitest';
import { configFrom } from './env.js';

const credentials = (jwt: string) => `-----BEGIN NATS USER JWT-----
${jwt}
------END NATS USER JWT------
-----BEGIN USER NKEY SEED-----
${new TextDecoder().decode(nkeys.createUser().getSeed())}
------END USER NKEY SEED------
`;

test('each connection to the broker uses the present content of the credentials file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'profiles-creds-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'user.creds');
  await writeFile(file, credentials('first'));
  const { nats } = configFrom({ MONGODB_URI: 'mongodb://db/', NATS_URL: 'nats://broker', NATS_CREDS: file });
  const { authenticator } = connectionOptions(nats) as { authenticator: Authenticator };
  expect(authenticator('nonce')).toMatchObject({ jwt: 'first' });
  await writeFile(file, credentials('second'));
  expect(authenticator('nonce')).toMatchObject({ jwt: 'second' });
  // A file that is missing for a moment changes nothing.
  await rm(file);
  expect(authenticator('nonce')).toMatchObject({ jwt: 'second' });
});
