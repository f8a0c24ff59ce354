import { LOCAL_PERMISSIONS, named } from './permissions.js';

/** A person who can sign in at the issuer of the devstack, without a password. */
export type Person = {
  /** The claim `sub`, and what one chooses on the sign-in page. */
  id: string;
  name: string;
  organisationId: number;
  permissions: readonly string[];
  /** The rights of the person, for the sign-in page. */
  can: string;
};

/** The people of the devstack: each may do more than the one before. */
export const PEOPLE: readonly Person[] = [
  {
    id: 'reader',
    name: 'Ragnhild Reader',
    organisationId: 1,
    permissions: named(['les']),
    can: 'read',
  },
  {
    id: 'agent',
    name: 'Anders Agent',
    organisationId: 1,
    permissions: named(['les', 'opprett', 'endre']),
    can: 'read, create and change',
  },
  {
    id: 'administrator',
    name: 'Astrid Administrator',
    organisationId: 1,
    permissions: LOCAL_PERMISSIONS,
    can: 'do everything: also deactivate, erase, import and undo merges',
  },
];

/** The person of a `sub`. */
export function personOf(id: string | undefined): Person | undefined {
  return PEOPLE.find((person) => person.id === id);
}
