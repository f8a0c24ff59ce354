import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATION_LIST } from '@profiles/contracts';
import { openApiDocument } from '@profiles/openapi-adapter';
import { comparable, type Generator, MissingToolError } from './generator.js';

/** The result of one generator. */
export interface GeneratorReport {
  readonly generator: Generator;
  /** The number of operations in its client; undefined when it was skipped. */
  readonly generated?: number;
  /** The operations that its client lacks. */
  readonly lacking: readonly string[];
  /** Why it was skipped, or failed. */
  readonly reason?: string;
}

/** Runs each generator over the document, and compares the operations of its client with those of the document. */
export async function checkGenerators(
  generators: readonly Generator[],
  { env, log }: { readonly env: NodeJS.ProcessEnv; log(line: string): void },
): Promise<GeneratorReport[]> {
  const work = await mkdtemp(join(tmpdir(), 'openapi-generators-'));
  try {
    const document = join(work, 'openapi.json');
    const made = openApiDocument({ prefix: '/customers/v2', publicUrl: 'https://profiles.example.org' });
    await writeFile(document, JSON.stringify(made));
    const reports: GeneratorReport[] = [];
    for (const [index, generator] of generators.entries()) {
      const folder = join(work, `client-${index}`);
      reports.push(await check(generator, () => generator.generate({ document, folder, env, log })));
    }
    return reports;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const OPERATION_IDS = OPERATION_LIST.map(({ name }) => name.replace('.', ''));

async function check(generator: Generator, generate: () => Promise<readonly string[]>): Promise<GeneratorReport> {
  try {
    const found = new Set((await generate()).map(comparable));
    const lacking = OPERATION_IDS.filter((id) => !found.has(comparable(id)));
    return { generator, generated: OPERATION_IDS.length - lacking.length, lacking };
  } catch (error) {
    const reason = (error as Error).message;
    return error instanceof MissingToolError
      ? { generator, lacking: [], reason }
      : { generator, lacking: OPERATION_IDS, reason };
  }
}
