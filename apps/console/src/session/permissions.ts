import { OPERATION_PERMISSIONS } from './operation-permissions.generated';

/** The name of an operation of the service, such as `profiles.patch`. */
export type OperationName = keyof typeof OPERATION_PERMISSIONS;

/** Says whether the token has the permission of an operation. An action whose operation it refuses is not offered. */
export type May = (operation: OperationName) => boolean;

/** The rights of a token with these permissions. */
export function mayWith(permissions: ReadonlySet<string>): May {
  return (operation) => permissions.has(OPERATION_PERMISSIONS[operation]);
}
