import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The session that `profiles login` stores. It is written with the file mode 0600 and never printed. */
export interface Session {
  /** The origin of the service. */
  readonly url: string;
  readonly accessToken: string;
  /** In milliseconds since 1970, when the issuer told. */
  readonly expiresAt?: number;
  /** The parameters of the request for a new token. */
  readonly issuer?: string;
  readonly clientId?: string;
  readonly refreshToken?: string;
}

/** Reads the session, or undefined when there is none. */
export async function readSession(file: string): Promise<Session | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Session;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes the session so that its user alone can read it, also when the file was there with another mode. */
export async function writeSession(file: string, session: Session): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const written = `${file}.${process.pid}`;
  await writeFile(written, `${JSON.stringify(session)}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(written, 0o600);
  await rename(written, file);
}

/** Removes the session. */
export async function removeSession(file: string): Promise<void> {
  await rm(file, { force: true });
}
