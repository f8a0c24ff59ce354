import type { PreferenceDefinition } from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { Visible } from '../tenant/visible.js';
import { notFound } from './visibility.js';

/**
 * The preference definition with this id.
 * @throws ProfilesError 617, the same for an unknown definition and for one of another organisation
 */
export async function visibleDefinition({ store }: UseCaseContext, id: number): Promise<Visible<PreferenceDefinition>> {
  const [definition] = await store.preferenceDefinitions([id]);
  if (definition === undefined) throw notFound();
  return definition;
}
