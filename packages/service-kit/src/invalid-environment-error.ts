/**
 * An app was started with settings that it cannot run on. The message names each variable and what to set. It never
 * contains a value, because some values are secrets.
 */
export class InvalidEnvironmentError extends Error {
  override name = 'InvalidEnvironmentError';
}
