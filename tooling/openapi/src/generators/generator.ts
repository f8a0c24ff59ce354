import type { runCommand } from '@profiles/devstack';

/** The folders of one generation. */
export interface Generation {
  /** Path of the OpenAPI document. */
  readonly document: string;
  /** An empty folder for the client. */
  readonly folder: string;
  readonly env: Environment;
  log(line: string): void;
}

type Environment = Parameters<typeof runCommand>[0]['env'];

/** A generator of clients. */
export interface Generator {
  readonly name: string;
  readonly version: string;
  /**
   * Generates a client.
   * @returns the operations that the client has, as the names of their functions
   * @throws {@link MissingToolError} when the generator, or a program that it needs, is not there
   */
  generate(generation: Generation): Promise<readonly string[]>;
}

/** A generator, or a program that it needs, is not on this machine. */
export class MissingToolError extends Error {
  override name = 'MissingToolError';
}

/** The name of an operation in a form that is the same in all languages: `profilesGetByUuid` and `profiles_get_by_uuid`. */
export function comparable(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
