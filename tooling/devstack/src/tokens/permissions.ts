/** The permissions of these rights. */
export const named = (rights: readonly string[]) => rights.map((right) => `customers-profile:${right}`);

/** The permissions of an ordinary caller. */
export const ORDINARY_PERMISSIONS: readonly string[] = named(['les', 'opprett', 'endre', 'slett']);

/** All that can be done within one organisation: what a newcomer needs to try every operation. */
export const LOCAL_PERMISSIONS: readonly string[] = [...ORDINARY_PERMISSIONS, ...named(['admin'])];
