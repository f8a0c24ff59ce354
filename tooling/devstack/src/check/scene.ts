import type { ProfilesApi } from '@profiles/client';
import { newEcardNumber, newPerson, type Person } from './person.js';

/** The stage and the cast of one run of the scenario. */
export type Scene = {
  /** Of the REST API. */
  origin: string;
  /** The typed client, with the first organisation's token. */
  client: ProfilesApi;
  organisationId: number;
  otherOrganisationId: number;
  token: string;
  otherToken: string;
  /** Begins the correlation id of every call of the scenario. */
  correlationPrefix: string;
  kari: Person;
  ola: Person;
  ticketHolder: Person;
  ecardOperator: string;
  ecardNumber: number;
  /** Customer numbers, as they become known. */
  numbers: Map<Role, number>;
};

export type Role = 'kari' | 'ola' | 'ticketHolder' | 'namesake';

/** The inputs of the scenario. */
export type SceneParts = Pick<
  Scene,
  'origin' | 'client' | 'organisationId' | 'otherOrganisationId' | 'token' | 'otherToken' | 'correlationPrefix'
>;

export function newScene(parts: SceneParts): Scene {
  const people = { kari: newPerson(), ola: newPerson(), ticketHolder: newPerson() };
  return { ...parts, ...people, ecardOperator: '57803', ecardNumber: newEcardNumber(), numbers: new Map() };
}

/** The number of a customer of the scenario; throws when the step that creates it has failed. */
export function numberOf({ numbers }: Scene, role: Role): number {
  const number = numbers.get(role);
  if (number === undefined) throw new Error('not tried: an earlier step failed');
  return number;
}

/** Everything of these people that must appear in no event. */
export function personalData({ kari, ola, ticketHolder, ecardOperator, ecardNumber }: Scene): string[] {
  const people = [kari, ola, ticketHolder].flatMap((person) => Object.values(person));
  return [...people, String(ecardNumber), `${ecardOperator}${ecardNumber}`];
}
