import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** Absolute path of a file of the repository. */
export function pathOf(file: string): string {
  return fileURLToPath(new URL(`../../../../${file}`, import.meta.url));
}

/** Text of a file of the repository. */
export function textOf(file: string): Promise<string> {
  return readFile(pathOf(file), 'utf8');
}

/** Content of a YAML or JSON file of the repository. Merge keys (`<<`) are resolved. */
export async function dataOf<T>(file: string): Promise<T> {
  return parse(await textOf(file), { merge: true }) as T;
}

/** The folder of the Helm chart. */
export const CHART = 'deploy/helm/customer-profiles';
