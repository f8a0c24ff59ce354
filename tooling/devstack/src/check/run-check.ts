import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProfilesClient } from '@profiles/client';
import type { RunningServer } from '../running-server.js';
import { SAMPLE_ORGANISATIONS } from '../sample/sample-customers.js';
import { type Seeded, seed } from '../sample/seed.js';
import type { StartOptions } from '../start/options.js';
import { anyPorts } from '../start/ports.js';
import { runUntilStopped } from '../start/run-until-stopped.js';
import { type Stack, startStack } from '../start/stack.js';
import { type ToStop, toStop } from '../start/to-stop.js';
import { unlessFailed } from '../start/unless-failed.js';
import { LOCAL_PERMISSIONS } from '../tokens/permissions.js';
import { dropDatabase } from './drop-database.js';
import { type EventLog, openEventLog } from './event-log.js';
import { newScene, type Scene } from './scene.js';
import { type Outcome, takeSteps } from './step.js';
import { stepsOfConsole } from './steps-of-console.js';
import { stepsOfCustomers } from './steps-of-customers.js';
import { stepsOfEvents } from './steps-of-events.js';
import { stepsOfLives } from './steps-of-lives.js';
import { stepsOfPrivacy } from './steps-of-privacy.js';
import { stepsOfRefusals } from './steps-of-refusals.js';

const CLIENT = 'check';

/** Starts everything beside what may be running, tries all three ways in, and removes every trace. Answers the exit code. */
export async function runCheck({ customers }: StartOptions): Promise<number> {
  const startedAt = Date.now();
  const running = toStop();
  const end = await runUntilStopped(check(customers, running), running);
  if (!('result' in end)) {
    console.error(`\n✗ ${'error' in end ? end.error.message : 'Broken off.'}`);
    return 1;
  }
  const { passed, failed } = end.result;
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`\n${failed === 0 ? '✓' : '✗'} ${passed} of ${passed + failed} checks passed (${seconds} s).`);
  return failed === 0 ? 0 : 1;
}

async function check(customers: number, running: ToStop): Promise<Outcome> {
  const dataDir = await mkdtemp(join(tmpdir(), 'customer-profiles-check-'));
  running.add(() => rm(dataDir, { recursive: true, force: true }));
  const name = `check_${randomBytes(4).toString('hex')}`;
  // Registered first to be done last: the apps would write into it again.
  let given: RunningServer | undefined;
  running.add(async () => given && dropDatabase(given, name));
  const stack = await startStack({
    dataDir,
    database: name,
    env: process.env,
    portFor: anyPorts,
    log: console.log,
    toStop: running,
  });
  demand('MongoDB', stack.mongo);
  demand('NATS', stack.nats);
  given = stack.mongo;
  return unlessFailed(stack, tryAll(stack, { name, customers, running }));
}

/** A check without one of the servers would claim something that it has not seen. */
function demand(what: string, { kind, skipped }: RunningServer): void {
  if (kind !== 'none') return;
  throw new Error(`No ${what} to check with: ${skipped.map(({ why }) => why).join('; ')}.`);
}

type Trial = { name: string; customers: number; running: ToStop };

async function tryAll(stack: Stack, { name, customers, running }: Trial): Promise<Outcome> {
  const log = await openEventLog(stack.nats.uri, name);
  running.add(log.close);
  const origin = stack.adapter.url;
  const seeded = await seed({ origin, issuer: stack.issuer, customers, correlationPrefix: name, log: console.log });
  const scene = await sceneOf(stack, name);
  console.log('');
  return takeSteps([...allSteps({ scene, log, seeded }), ...stepsOfConsole(stack)], console.log);
}

function allSteps(observed: { scene: Scene; log: EventLog; seeded: Seeded }) {
  const { scene } = observed;
  return [
    ...stepsOfCustomers(scene),
    ...stepsOfLives(scene),
    ...stepsOfRefusals(scene),
    ...stepsOfPrivacy(scene),
    ...stepsOfEvents(observed),
  ];
}

async function sceneOf({ adapter, service, issuer }: Stack, name: string): Promise<Scene> {
  const [organisationId, otherOrganisationId] = SAMPLE_ORGANISATIONS;
  const token = await issuer.mint({ organisationId, clientId: CLIENT, permissions: LOCAL_PERMISSIONS });
  const otherToken = await issuer.mint({ organisationId: otherOrganisationId, clientId: CLIENT });
  const client = createProfilesClient({ url: service.url, token, clientName: 'profiles-check' });
  const tokens = { organisationId, otherOrganisationId, token, otherToken };
  return newScene({ ...tokens, client, origin: adapter.url, correlationPrefix: name });
}
