import { expectVerdict, nextCorrelationId, rest } from './over-rest.js';
import { createBody } from './person.js';
import { numberOf, type Scene } from './scene.js';
import { type Step, same } from './step.js';

/** Creating, refusing, reading, by REST and by tRPC. */
export function stepsOfCustomers(scene: Scene): Step[] {
  return [
    { title: 'REST creates a customer', attempt: () => createKari(scene) },
    { title: 'the same email again is refused', attempt: () => refuseSameEmail(scene) },
    { title: 'the same email in another organisation is welcome', attempt: () => createNamesake(scene) },
    { title: 'tRPC reads the customer', attempt: () => readOverTrpc(scene) },
    { title: 'tRPC creates a second customer', attempt: () => createOla(scene) },
  ];
}

async function createKari(scene: Scene): Promise<string> {
  const body = createBody(scene.kari, scene.organisationId);
  const created = await rest(scene, { method: 'POST', path: '/profiles', body });
  const verdict = expectVerdict(created, '200');
  same('ETag', created.headers.get('etag'), '"1"');
  scene.numbers.set('kari', created.body.customerNumber);
  return `${verdict}, customer ${created.body.customerNumber}`;
}

async function refuseSameEmail(scene: Scene): Promise<string> {
  numberOf(scene, 'kari');
  const email = scene.kari.email.toUpperCase();
  const body = { ...createBody(scene.ola, scene.organisationId), email };
  return expectVerdict(await rest(scene, { method: 'POST', path: '/profiles', body }), '409/602');
}

async function createNamesake(scene: Scene): Promise<string> {
  const body = createBody(scene.kari, scene.otherOrganisationId);
  const created = await rest(scene, { method: 'POST', path: '/profiles', body, token: scene.otherToken });
  const verdict = expectVerdict(created, '200');
  scene.numbers.set('namesake', created.body.customerNumber);
  return `${verdict}, customer ${created.body.customerNumber}`;
}

async function readOverTrpc(scene: Scene): Promise<string> {
  const customerNumber = numberOf(scene, 'kari');
  const read = await scene.client.profiles.get({ customerNumber }, { correlationId: nextCorrelationId(scene) });
  same('surname', read.surname, scene.kari.surname);
  same('email', read.email, scene.kari.email);
  return `customer ${read.customerNumber}, status ${read.status}`;
}

async function createOla(scene: Scene): Promise<string> {
  const input = createBody(scene.ola, scene.organisationId);
  const created = await scene.client.profiles.create(input, { correlationId: nextCorrelationId(scene) });
  scene.numbers.set('ola', created.customerNumber);
  return `customer ${created.customerNumber}`;
}
