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

/**
 * Reads the file that a variable names at each call. While the file cannot be read, the last content is returned.
 *
 * @throws {@link InvalidEnvironmentError} at once, naming the variable, when the file cannot be read now.
 */
export function reloadedContentOf(variable: string, path: string): () => string {
  let last = contentOf(variable, path);
  return () => {
    try {
      last = contentOf(variable, path);
    } catch {
      // Replaced at this moment: the next connection reads it again.
    }
    return last;
  };
}
