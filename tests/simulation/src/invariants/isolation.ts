import { hold } from '../violation.js';
import type { Call } from '../world/calls.js';
import type { World } from '../world/world.js';
import type { Invariant } from './invariant.js';

export const ISOLATION_INVARIANTS: readonly Invariant[] = [
  {
    guarantee: 'isolation',
    statement: 'A caller of one organisation changes and sees no profile of another one.',
    beforeApplied: (world, commit) => {
      const record = commit.changes[0];
      const call = world.callsById.get(record?.correlationId ?? commit.erasure?.correlationId ?? '');
      if (call === undefined || call.caller.isForAll) return;
      const own = call.caller.organisationId;
      const touched = [
        ...commit.profiles.map(({ before, after }) => (after ?? before)?.organisationId),
        ...commit.ecards.map(({ before, after }) => (after ?? before)?.organisationId),
        ...(commit.definitions ?? []).map(({ after }) => after.organisationId),
      ];
      const isOwn = touched.every((organisationId) => organisationId === own);
      hold(isOwn, 'isolation', () => `${call.name} of organisation ${own} has written to organisations ${touched}.`);
    },
    onCall: (world, call) => checkSeen(world, call),
  },
  {
    guarantee: 'isolation',
    statement: 'A name of another organisation gets the response of an unknown name.',
    onCall: (world, call) => {
      const { outcome, caller, input } = call;
      if (caller.isForAll || outcome === undefined || outcome.kind === 'unknown') return;
      const organisation = organisationOf(world, input);
      if (organisation === undefined || organisation === caller.organisationId) return;
      const isUnknown =
        outcome.kind === 'refused' && (AS_UNKNOWN.has(outcome.code) || outcome.status === 400 || outcome.status >= 500);
      const told = outcome.kind === 'refused' ? outcome.code : 'a response';
      hold(isUnknown, 'isolation', () => `${call.name} about data of another organisation got ${told}.`);
    },
  },
];

/** 617 as for an unknown number; before that: input, organisation, a key in use, a definition that is unknown. */
const AS_UNKNOWN = new Set([617, 610, 409, 422]);

/** The organisation of what a request names first. */
function organisationOf({ model }: World, input: Call['input']): number | undefined {
  const { customerNumber, preferenceId, uuid } = input;
  if (customerNumber !== undefined) return model.organisations.get(Number(customerNumber));
  if (preferenceId !== undefined) return model.definitions.get(Number(preferenceId))?.organisationId;
  return [...model.profiles.values()].find((profile) => profile.uuid === uuid)?.organisationId;
}

/** Looks for numbers and uuids of other organisations in a response. */
function checkSeen(world: World, call: Call): void {
  const { outcome, caller } = call;
  if (caller.isForAll || outcome === undefined || outcome.kind === 'unknown') return;
  const told = JSON.stringify(outcome.kind === 'ok' ? outcome.value : outcome.told) ?? '';
  const asked = JSON.stringify(call.input);
  for (const [customerNumber, organisationId] of world.model.organisations) {
    if (organisationId === caller.organisationId) continue;
    const uuid = world.model.profiles.get(customerNumber)?.uuid;
    for (const name of [String(customerNumber), uuid]) {
      if (name === undefined || !told.includes(name)) continue;
      // A reference can have the digits of a number; it is a text. Lines of JSON have escaped quotes here.
      const isSeen =
        new RegExp(`(?<!\\w)${name}${name === uuid ? '' : '(?!\\\\?")'}`).test(told) && !asked.includes(name);
      hold(
        !isSeen,
        'isolation',
        () => `${call.name} of organisation ${caller.organisationId} shows ${customerNumber}.`,
      );
    }
  }
}
