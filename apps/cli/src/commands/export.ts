import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { createGzip } from 'node:zlib';
import type { Command } from 'commander';
import { CommandError, EXIT } from '../exit-codes.js';
import { errorOf } from '../rest-service.js';
import { type CommandContext, serviceOf } from './context.js';

interface ExportOptions {
  readonly after?: string;
  readonly changedSince?: string;
}

/** `export <file>`. */
export function addExport(program: Command, context: CommandContext): void {
  program
    .command('export <file>')
    .description(
      'Write all customers of the organisation to a file that can be imported again (NDJSON; .gz compresses)',
    )
    .option('--after <customerNumber>', 'only customers with a higher number')
    .option('--changed-since <time>', 'only customers that were changed at this time or later (ISO 8601)')
    .addHelpText(
      'after',
      `
Password hashes, merged and deactivated customers are part of it. The file is private to your user. It is written under
another name and renamed at the end: a file under its own name is complete.`,
    )
    .action(async (file: string, options: ExportOptions, command: Command) => {
      const service = await serviceOf(context, command);
      const query = new URLSearchParams({ ...options } as Record<string, string>);
      const path = `/profiles-export${query.size > 0 ? `?${query}` : ''}`;
      const response = await service.get(path, 'application/x-ndjson');
      if (!response.ok || response.body === null) throw errorOf(response, await response.text());
      const count = await written(response.body as ReadableStream<Uint8Array>, file, context);
      context.terminal.note(`${count} customers were written to ${file}.`);
    });
}

async function written(body: ReadableStream<Uint8Array>, file: string, { terminal }: CommandContext): Promise<number> {
  const partial = `${file}.part`;
  let lines = 0;
  async function* counted(source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      for (const byte of chunk) if (byte === 0x0a) lines += 1;
      yield chunk;
    }
  }
  const target = createWriteStream(partial, { mode: 0o600 });
  const source = Readable.fromWeb(body);
  try {
    if (file.endsWith('.gz')) await pipeline(source, counted, createGzip(), target, { signal: terminal.signal });
    else await pipeline(source, counted, target, { signal: terminal.signal });
  } catch (error) {
    await rm(partial, { force: true });
    terminal.signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`The export broke off (${reason}) and was not kept. Repeat it.`, EXIT.unreachable);
  }
  await rename(partial, file);
  return lines;
}
