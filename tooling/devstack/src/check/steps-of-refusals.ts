import { expectVerdict, rest } from './over-rest.js';
import { numberOf, type Scene } from './scene.js';
import { type Step, same } from './step.js';

/** Calls that must be refused, on a customer that has a history by now. */
export function stepsOfRefusals(scene: Scene): Step[] {
  return [
    { title: 'a write on a stale If-Match is refused', attempt: () => refuseStale(scene) },
    {
      title: 'another organisation gets exactly the response for an unknown customer',
      attempt: () => hideFromOthers(scene),
    },
  ];
}

async function refuseStale(scene: Scene): Promise<string> {
  const { firstName, surname } = scene.kari;
  const body = { firstName, surname, changedBy: 'check', changedByChannel: 'npm start' };
  const path = `/profiles/${numberOf(scene, 'kari')}`;
  return expectVerdict(await rest(scene, { method: 'PUT', path, body, headers: { 'if-match': '"1"' } }), '412/412');
}

async function hideFromOthers(scene: Scene): Promise<string> {
  const token = scene.otherToken;
  const hidden = await rest(scene, { path: `/profiles/${numberOf(scene, 'kari')}`, token });
  const unknown = await rest(scene, { path: '/profiles/999999999999', token });
  const verdict = expectVerdict(hidden, '404/617');
  const shape = ({ correlationId: _, instance: __, ...rest }: Record<string, unknown>) => rest;
  same('the answer', shape(hidden.body), shape(unknown.body));
  return verdict;
}
