import type { Decision } from '@profiles/domain';

/** The preference definition that the decision writes. */
export function toDefinitionResponse(decision: Decision) {
  const definition = decision.outcome === 'accepted' ? decision.changes.definitions?.[0]?.after : undefined;
  if (definition === undefined) throw new Error('The decision wrote no definition.');
  return { value: definition };
}
