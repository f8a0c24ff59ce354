import { Readable } from 'node:stream';

/** The media type of lines of JSON. */
export const NDJSON = 'application/x-ndjson';

/** A page of an operation whose response over REST is a stream of lines. */
interface Page {
  readonly lines: string;
  readonly nextAfter?: number;
}

/**
 * The lines of all pages as one stream. A page is requested when the caller begins to read the one before, so neither side
 * holds more than two or three pages, whatever the number of lines. The first page is requested before the stream begins: its error is an
 * ordinary response. A later error destroys the stream, and with it the connection, so that no caller takes a part for the
 * whole.
 * @param pageAfter - requests the page after a number, the first one for undefined; JSON text
 */
export async function streamOfLines(
  pageAfter: (after: number | undefined) => Promise<string | Buffer | undefined>,
): Promise<Readable> {
  const first = pageFrom(await pageAfter(undefined));
  async function* lines(): AsyncGenerator<string> {
    for (let page = first; ; ) {
      // Made while this page is sent.
      const next = page.nextAfter === undefined ? undefined : pageAfter(page.nextAfter);
      // Its error is thrown below. A caller who leaves does not wait for it.
      next?.catch(() => undefined);
      if (page.lines !== '') yield page.lines;
      if (next === undefined) return;
      page = pageFrom(await next);
    }
  }
  return Readable.from(lines(), { objectMode: false, highWaterMark: 64 * 1024 });
}

function pageFrom(text: string | Buffer | undefined): Page {
  return JSON.parse(String(text)) as Page;
}
