/** The permissions of a token: the strings of its `permissions` claim. */
export const Permission = {
  Read: 'customers-profile:les',
  Create: 'customers-profile:opprett',
  Change: 'customers-profile:endre',
  /** Deactivate and restore. */
  Delete: 'customers-profile:slett',
  Admin: 'customers-profile:admin',
  /** May act for every organisation, not only the token's own. */
  AllOrganisations: 'customers-profile:alle-organisasjoner',
} as const;

export type Permission = (typeof Permission)[keyof typeof Permission];
