import { readFileSync } from 'node:fs';
import { InvalidEnvironmentError } from './invalid-environment-error.js';

/**
 * The content of the file that a variable names.
 *
 * @throws {@link InvalidEnvironmentError} naming the variable when the file cannot be read.
 */
export function contentOf(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InvalidEnvironmentError(
      `${variable}: the file cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}
