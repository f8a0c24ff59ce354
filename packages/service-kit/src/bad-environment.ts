/** An app started with settings it can't run on. The message names each variable; values stay out, some are secrets. */
export class BadEnvironment extends Error {
  override name = 'BadEnvironment';
}
