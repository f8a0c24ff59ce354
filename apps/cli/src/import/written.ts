import { CommandError } from '../exit-codes.js';

/** Writes a file. The error of a failure, such as that of a full disk, names the file. */
export async function written<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw new CommandError(`${path} could not be written: ${(error as Error).message}.`);
  }
}
