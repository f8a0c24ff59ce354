import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CrashWorld, createCrashWorld, until, type Victim } from './crash-world.js';
import { MONGODB_URI } from './stack.js';

const CLI = fileURLToPath(new URL('../../../apps/cli/dist/main.js', import.meta.url));
const serversFound = MONGODB_URI !== undefined && process.env['NATS_URL'] !== undefined;
const PERMISSIONS = ['les', 'opprett', 'endre', 'slett', 'admin'].map((right) => `customers-profile:${right}`);
const ROWS = 3_000;
/** One row in twenty has an email that an earlier row has taken. */
const TAKEN_EVERY = 20;
const VICTIMS: readonly (Victim | 'command')[] = [
  'profiles-service',
  'command',
  'openapi-adapter',
  'mongodb',
  'command',
];

/** The exit code of an import that is done, and in which rows were refused. */
const DONE = 4;
/** A killed command has ended within this time, in milliseconds. */
const END_MILLIS = 30_000;

interface End {
  readonly code: number | null;
  readonly notes: string;
}

/** The end of a command, if it ends within some milliseconds. */
function whileRunning({ ended }: { readonly ended: Promise<End> }, millis: number): Promise<End | undefined> {
  return Promise.race([ended, pause(millis, undefined)]);
}

/** Whether the import is done. A command that was killed after its last step has left nothing to resume. */
function isDone(end: End | undefined): boolean {
  return end?.code === DONE || end?.notes.includes('There is no import of') === true;
}

describe.skipIf(!serversFound || !existsSync(CLI))('kill -9 in the middle of an import', () => {
  let world: CrashWorld;
  let folder: string;
  beforeAll(async () => {
    world = await createCrashWorld({ permissions: PERMISSIONS });
    folder = await mkdtemp(join(tmpdir(), 'profiles-import-crash-'));
  });
  afterAll(async () => {
    await world?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The command as a process of its own. */
  async function start(organisationId: number, args: readonly string[]) {
    const child = spawn(process.execPath, [CLI, ...args], {
      env: {
        ...{ PATH: process.env['PATH'], HOME: folder },
        PROFILES_URL: new URL(world.restUrl).origin,
        PROFILES_TOKEN: await world.token(organisationId),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let notes = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      notes += text;
    });
    const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, notes }));
    return { kill: () => child.kill('SIGKILL'), ended };
  }

  async function fileOf(name: string): Promise<string> {
    const lines = Array.from({ length: ROWS }, (_, index) => {
      const holder = index % TAKEN_EVERY === TAKEN_EVERY - 1 ? index - 1 : index;
      const names = { firstName: 'Kari', surname: `Nordmann ${index}`, customerRef: `ref-${index}` };
      return JSON.stringify({ ...names, email: `kari${holder}@example.no`, createdBy: 'crm', createdByChannel: 'crm' });
    });
    const path = join(folder, name);
    await writeFile(path, `${lines.join('\n')}\n`);
    return path;
  }

  const profilesOf = async (organisationId: number) =>
    (await world.profiles()).filter((profile) => profile['organisationId'] === organisationId);
  /** The customers of the import, without numbers, ids and times. */
  const madeIn = async (organisationId: number) =>
    (await profilesOf(organisationId))
      .map(({ customerRef, email, surname, status, revision }) => ({ customerRef, email, surname, status, revision }))
      .sort((one, other) => String(one.customerRef).localeCompare(String(other.customerRef)));

  test('resuming it gives the state of an import that nothing disturbed', { timeout: 400_000 }, async () => {
    const [calm, disturbed] = [11, 12];
    const undisturbed = await start(calm, ['import', await fileOf('calm.ndjson'), '--yes']);
    expect(await undisturbed.ended).toMatchObject({ code: 4 });

    const path = await fileOf('disturbed.ndjson');
    let running = await start(disturbed, ['import', path, '--yes']);
    let end = await whileRunning(running, 0);
    let crashes = 0;
    for (const [round, victim] of VICTIMS.entries()) {
      const wanted = ((round + 1) * ROWS) / (VICTIMS.length + 2);
      await until(async () => {
        end ??= await whileRunning(running, 0);
        return end !== undefined || (await world.countProfiles(disturbed)) >= wanted;
      }, 120);
      if (end === undefined) {
        if (victim === 'command') running.kill();
        else await world.crash(victim);
        crashes += 1;
        // The command repeats what was not answered. If the outage was too long, it ends and says how to go on.
        end = await whileRunning(running, victim === 'command' ? END_MILLIS : 200);
      }
      if (isDone(end)) break;
      if (end !== undefined) running = await start(disturbed, ['import', 'resume', path]);
      end = undefined;
    }
    end ??= await running.ended;
    for (let attempt = 0; attempt < 5 && !isDone(end); attempt++) {
      end = await (await start(disturbed, ['import', 'resume', path])).ended;
    }
    expect(isDone(end), end.notes).toBe(true);
    expect(crashes).toBeGreaterThan(1);

    const made = await madeIn(disturbed);
    expect(made).toHaveLength(ROWS - ROWS / TAKEN_EVERY);
    expect(made).toEqual(await madeIn(calm));
    // One event for each customer, and each is published.
    await until(async () => (await world.outbox()).every((row) => !row.pending), 120);
    const own = new Set((await profilesOf(disturbed)).map(({ _id }) => Number(_id)));
    const events = (await world.outbox()).filter(({ customerNumber }) => own.has(customerNumber));
    expect(events).toHaveLength(own.size);
  });
});
