import { mayActFor } from '@profiles/contracts';
import type { PreferenceDefinition } from '@profiles/domain';
import type { Scene } from '../pipeline/use-case.js';
import { notFound } from './visibility.js';

/** The preference definition with this id; another organisation's does not exist. */
export async function visibleDefinition({ store, call }: Scene, id: number): Promise<PreferenceDefinition> {
  const [definition] = await store.preferenceDefinitions([id]);
  if (definition === undefined || !mayActFor(call.caller, definition.organisationId)) throw notFound();
  return definition;
}
