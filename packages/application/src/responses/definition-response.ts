import type { Decision, PreferenceDefinition } from '@profiles/domain';

/** The preference definition that the decision writes, or the current one if it writes none. [NOOP-1] */
export function toDefinitionResponse(decision: Decision, current?: PreferenceDefinition) {
  const written = decision.outcome === 'accepted' ? decision.changes.definitions?.[0]?.after : undefined;
  const definition = written ?? current;
  if (definition === undefined) throw new Error('The decision wrote no definition.');
  return { value: definition };
}
