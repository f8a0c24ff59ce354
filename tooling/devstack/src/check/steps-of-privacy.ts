import { expectVerdict, rest } from './over-rest.js';
import { numberOf, type Scene } from './scene.js';
import { type Step, same } from './step.js';

/** History, export and erasure of a customer. Last, because the customer is gone afterwards. */
export function stepsOfPrivacy(scene: Scene): Step[] {
  return [
    { title: 'the second customer’s history tells who changed what', attempt: () => listChanges(scene) },
    { title: 'everything about that customer is handed over', attempt: () => handOver(scene) },
    { title: 'that customer is erased, and was never there', attempt: () => erase(scene) },
  ];
}

async function listChanges(scene: Scene): Promise<string> {
  const listed = await rest(scene, { path: `/profiles/${numberOf(scene, 'ola')}/changes?perPage=100` });
  const verdict = expectVerdict(listed, '200');
  const operations = listed.body.items.map(({ operation }: { operation: string }) => operation);
  same('the first change', operations.at(-1), 'create-profile');
  same('the latest change', operations[0], 'restore-profile');
  return `${verdict}, ${operations.length} changes`;
}

async function handOver(scene: Scene): Promise<string> {
  const exported = await rest(scene, { path: `/profiles/${numberOf(scene, 'ola')}/export` });
  const verdict = expectVerdict(exported, '200');
  const [profile] = exported.body.profiles;
  same('email', profile.customer.email, scene.ola.email);
  same('cards', profile.customer.ecardOwnerships.length, 1);
  return `${verdict}, ${JSON.stringify(exported.body).length} characters`;
}

async function erase(scene: Scene): Promise<string> {
  const path = `/profiles/${numberOf(scene, 'ola')}`;
  const erased = expectVerdict(await rest(scene, { method: 'DELETE', path }), '204');
  const gone = expectVerdict(await rest(scene, { path: `${path}?includeDeleted=true` }), '404/617');
  return `${erased}, then ${gone}`;
}
