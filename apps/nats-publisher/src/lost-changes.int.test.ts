import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { waitingEvent } from './testing/memory-outbox.js';
import { operatorCommand } from './testing/operator-command.js';
import { usePublisherWorld } from './testing/use-publisher-world.js';

const used = usePublisherWorld();

async function publish(): Promise<void> {
  const app = await used.world.start();
  await used.world.allPublished();
  await app.close();
}

const CUSTOMER = 1_000_777;
const IMPORTED = 77_000_000_000;

test('the commands find what the stream has since a moment, and start an epoch above it', async () => {
  const command = (line: string) => operatorCommand(line, used);
  await used.world.commitChanges(1_000_001, { from: 1, to: 4 });
  await publish();
  const since = new Date().toISOString();
  const { data } = waitingEvent(IMPORTED, 1);
  await used.world.commitChanges(CUSTOMER, { from: 1, to: 1 });
  await used.world.commitChanges(IMPORTED, {
    from: 1,
    to: 1,
    data: { ...data, eventType: 'CREATE', cause: 'import-rows' },
  });
  await publish();
  const folder = await mkdtemp(join(tmpdir(), 'lost-'));
  const out = join(folder, 'lost.json');
  expect(await command(`lost --from ${since} --out ${out}`)).toMatchObject({ isWell: true });
  expect(JSON.parse(await readFile(out, 'utf8'))).toEqual({
    ...{ since, events: 2, erased: [], changed: [CUSTOMER, IMPORTED] },
    imported: [{ organisationId: 1, customerNumbers: [IMPORTED] }],
  });
  await rm(folder, { recursive: true });

  expect((await command('new-epoch')).said).toContain('The epoch is 2.');
  await used.world.commitChanges(CUSTOMER, { from: 2, to: 2 });
  await publish();
  expect((await used.world.received()).at(-1)?.event.data).toMatchObject({ revision: 2, epoch: 2 });
  // A restore of the backup once more: the database knows of no epoch, the stream does.
  await used.world.mongo.db.collection('eventState').deleteMany({});
  expect((await command('new-epoch')).said).toContain('The epoch is 3.');
});
