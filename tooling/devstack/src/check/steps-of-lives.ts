import { expectVerdict, nextCorrelationId, rest } from './over-rest.js';
import { createBody } from './person.js';
import { numberOf, type Scene } from './scene.js';
import { type Step, same } from './step.js';

/** Later changes of customers: cards that move, a merge, an end and a return. */
export function stepsOfLives(scene: Scene): Step[] {
  return [
    { title: 'REST adds an e-card', attempt: () => addEcard(scene) },
    { title: 'REST moves the e-card to the second customer', attempt: () => moveEcard(scene) },
    { title: 'the e-card leads to its new owner', attempt: () => findByEcard(scene) },
    { title: 'REST creates a personnel-ticket profile', attempt: () => createTicketHolder(scene) },
    { title: 'tRPC merges it into the first customer', attempt: () => merge(scene) },
    { title: 'its number leads to the first customer', attempt: () => followOldNumber(scene) },
    { title: 'REST deactivates the second customer', attempt: () => deactivate(scene) },
    { title: 'the deactivated customer is found on request only', attempt: () => findDeactivated(scene) },
    { title: 'REST restores it, email and all', attempt: () => restore(scene) },
  ];
}

function ecard({ ecardOperator, ecardNumber }: Scene) {
  return { ecardOperator, ecardNumber, startOfOwnership: '2026-01-31' };
}

async function addEcard(scene: Scene): Promise<string> {
  const path = `/profiles/${numberOf(scene, 'kari')}/ecard-ownerships`;
  const added = await rest(scene, { method: 'POST', path, body: ecard(scene) });
  const verdict = expectVerdict(added, '200');
  return `${verdict}, check digit ${String(added.body.ecardNumber16digits).slice(-1)}`;
}

async function moveEcard(scene: Scene): Promise<string> {
  const { ecardOperator, ecardNumber } = scene;
  const path = `/profiles/${numberOf(scene, 'ola')}/ecard-ownerships/${ecardOperator}/${ecardNumber}`;
  return expectVerdict(await rest(scene, { method: 'PUT', path, body: ecard(scene) }), '200');
}

async function findByEcard(scene: Scene): Promise<string> {
  const found = await rest(scene, { path: `/profiles/ecards/${scene.ecardNumber}?includeECards=true` });
  const verdict = expectVerdict(found, '200');
  same('owner', found.body.customerNumber, numberOf(scene, 'ola'));
  return `${verdict}, customer ${found.body.customerNumber}`;
}

async function createTicketHolder(scene: Scene): Promise<string> {
  const body = { ...createBody(scene.ticketHolder, scene.organisationId), profileType: 'P' };
  const created = await rest(scene, { method: 'POST', path: '/profiles', body });
  const verdict = expectVerdict(created, '200');
  scene.numbers.set('ticketHolder', created.body.customerNumber);
  return `${verdict}, customer ${created.body.customerNumber}`;
}

async function merge(scene: Scene): Promise<string> {
  const [customerNumber, pticketCustomerNumber] = [numberOf(scene, 'kari'), numberOf(scene, 'ticketHolder')];
  const options = { correlationId: nextCorrelationId(scene) };
  const merged = await scene.client.profiles.merge({ customerNumber, pticketCustomerNumber }, options);
  same('relatedCustomerNumbers', merged.relatedCustomerNumbers, [pticketCustomerNumber]);
  return `${pticketCustomerNumber} into ${merged.customerNumber}`;
}

async function followOldNumber(scene: Scene): Promise<string> {
  const old = numberOf(scene, 'ticketHolder');
  const found = await rest(scene, { path: `/profiles/${old}` });
  const verdict = expectVerdict(found, '200');
  same('customerNumber', found.body.customerNumber, numberOf(scene, 'kari'));
  same('redirectedFrom', found.body.redirectedFrom, old);
  return `${verdict}, ${old} → ${found.body.customerNumber}`;
}

async function deactivate(scene: Scene): Promise<string> {
  const done = await rest(scene, { method: 'PUT', path: `/profiles/${numberOf(scene, 'ola')}/deactivate` });
  const verdict = expectVerdict(done, '200');
  same('status', done.body.status, 'D');
  return `${verdict}, until ${done.body.expirationDate}`;
}

async function findDeactivated(scene: Scene): Promise<string> {
  const path = `/profiles/${numberOf(scene, 'ola')}`;
  const hidden = expectVerdict(await rest(scene, { path }), '404/617');
  const found = await rest(scene, { path: `${path}?includeDeleted=true` });
  const shown = expectVerdict(found, '200');
  same('emailOld', found.body.emailOld, scene.ola.email);
  return `${hidden}, with includeDeleted ${shown}`;
}

async function restore(scene: Scene): Promise<string> {
  const done = await rest(scene, { method: 'PUT', path: `/profiles/${numberOf(scene, 'ola')}/restore` });
  const verdict = expectVerdict(done, '200');
  same('status', done.body.status, 'A');
  same('email', done.body.email, scene.ola.email);
  return verdict;
}
