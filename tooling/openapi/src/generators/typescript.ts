import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import openapiTypescript, { astToString } from 'openapi-typescript';
import type { Generator } from './generator.js';

const GENERATED = 'api.ts';

/** Types for `openapi-fetch`. */
export const openApiTypescript: Generator = {
  name: 'openapi-typescript',
  version: '7.13.0',
  async generate({ document, folder }) {
    const text = astToString(await openapiTypescript(JSON.parse(await readFile(document, 'utf8'))));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, GENERATED), text);
    const operations = /export interface operations \{([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
    return [...operations.matchAll(/^ {4}(\w+): \{$/gm)].map(([, name = '']) => name);
  },
};

/** A client with functions. */
export const heyApi: Generator = {
  name: '@hey-api/openapi-ts',
  version: '0.95.0',
  async generate({ document, folder }) {
    await createClient({
      input: JSON.parse(await readFile(document, 'utf8')),
      output: { path: folder },
      logs: { level: 'silent' },
    });
    const text = await readFile(join(folder, 'sdk.gen.ts'), 'utf8');
    return [...text.matchAll(/^export const (\w+) = /gm)].map(([, name = '']) => name);
  },
};
