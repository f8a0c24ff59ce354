import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSession, removeSession, writeSession } from './session.js';

test('a session is readable by its user alone, also where a file was there with another mode', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'profiles-session-'));
  const file = join(folder, 'below', 'session.json');
  const session = { url: 'https://profiles.example.no', accessToken: 'token' };
  await writeSession(file, session);
  await writeFile(file, 'old');
  await chmod(file, 0o644);
  await writeSession(file, session);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readSession(file)).toEqual(session);
  await removeSession(file);
  expect(await readSession(file)).toBeUndefined();
  await rm(folder, { recursive: true });
});
