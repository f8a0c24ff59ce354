/**
 * The broker removes a consumer after this time without its process, in milliseconds: ordered consumers take milliseconds, all
 * others nanoseconds. Deleting them would need a permission that reaches all consumers.
 */
export const INACTIVE_MILLIS = 30_000;
