import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the published figures. */
export const PUBLISHED = fileURLToPath(new URL('../../../docs/benchmarks/', import.meta.url));

/** A page of published figures. */
export interface PublishedPage {
  readonly title: string;
  /** The command that writes the page. */
  readonly command: string;
  /** Tables in Markdown. */
  readonly tables: string;
}

/** The text of a page: a heading, its command, and the tables. The site needs the heading. */
function pageOf({ title, command, tables }: PublishedPage): string {
  return `# ${title}\n\nWritten by \`${command}\`. [Performance](../performance.md) explains the figures.\n\n${tables.trim()}\n`;
}

/** Replaces a page of published figures, `name` in docs/benchmarks. */
export async function publishPage(name: string, page: PublishedPage): Promise<void> {
  await mkdir(PUBLISHED, { recursive: true });
  await writeFile(join(PUBLISHED, `${name}.md`), pageOf(page));
}
