import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

/** The content of the key file. The first key signs; the others only verify tokens made before a rotation. */
export type KeyStore = { issuer: string; keys: JWK[] };

/** A new private RSA key, named by its thumbprint. */
export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
}

/** The part of a key that may be shown to everyone. */
export function publicPart({ kty, n, e, kid, alg, use }: JWK): JWK {
  return Object.fromEntries(Object.entries({ kty, n, e, kid, alg, use }).filter(([, value]) => value !== undefined));
}

/** The keys of an earlier start, if there are any that can be read. */
export async function readKeyStore(file: string | undefined): Promise<KeyStore | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as KeyStore);
}

/** Keeps the keys for the next start, for this user's eyes only. */
export async function writeKeyStore(file: string | undefined, store: KeyStore): Promise<void> {
  if (file === undefined) return;
  await mkdir(dirname(file), { recursive: true });
  // Written to a temporary file and renamed, so that an interrupted start leaves no partial file.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(store), { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}
