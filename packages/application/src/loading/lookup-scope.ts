import type { Profile, ProfileSummary } from '@profiles/domain';
import type { CallContext } from '../pipeline/call-context.js';
import type { Scene } from '../pipeline/use-case.js';
import type { Lookups } from '../ports/lookups.js';

/** What an answer shows besides the profile itself. */
export interface Includes {
  readonly includeECards?: boolean | null | undefined;
  readonly includePersonnelTicket?: boolean | null | undefined;
  readonly includePreferences?: boolean | null | undefined;
  readonly includeNotes?: boolean | null | undefined;
}

/** The part of a scene that it takes to look a profile up: in whole, or without what can be long. */
export interface Sight<P extends ProfileSummary = Profile> {
  readonly call: CallContext;
  readonly store: Lookups<P>;
  readonly concerned: Set<number>;
}

/** How a lookup reads: what can be long is read for those only who asked to see it. */
export function sightFor(scene: Scene, { includePreferences, includeNotes }: Includes): Sight<ProfileSummary> {
  if (includePreferences || includeNotes) return scene;
  const { call, store, concerned } = scene;
  return { call, store: store.brief, concerned };
}
