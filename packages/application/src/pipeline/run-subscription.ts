import { authorise, ProfilesError, parseInput, SUBSCRIBE_EVENTS } from '@profiles/contracts';
import type { EventSubscription } from '../ports/event-feed.js';
import type { CallContext } from './call-context.js';
import { requireFeed } from './require-feed.js';
import type { Dependencies } from './use-case.js';

/**
 * Begins the subscription to events. The checks are those of every operation, in the same order: permission and organisation
 * (403), rate limit (429), input (400).
 * @throws ProfilesError, and nothing else
 */
export async function runSubscription(
  rawInput: unknown,
  {
    call,
    deps,
    signal,
  }: { readonly call: CallContext; readonly deps: Pick<Dependencies, 'events'>; readonly signal: AbortSignal },
): Promise<EventSubscription> {
  const { operation } = SUBSCRIBE_EVENTS;
  try {
    authorise(call.caller, operation, rawInput);
    await call.charge?.(operation.cost ?? 1);
    const input = parseInput(operation, rawInput, call.metadataErrors);
    const organisationId = input.organisationId ?? call.caller.organisationId;
    return await requireFeed(deps.events).subscribe({ ...input, organisationId }, signal);
  } catch (error) {
    throw error instanceof ProfilesError ? error : new ProfilesError(500, {}, { cause: error });
  }
}
