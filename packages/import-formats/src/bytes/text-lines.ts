/** A line of a text, without its end. */
export interface TextLine {
  /** From 1. */
  readonly line: number;
  /** Undefined when the line is longer than the limit. */
  readonly text: string | undefined;
}

/** Longer lines are refused: a row of an import has at most 1 MiB (contract, section 1, request body). */
const MAX_LINE = 1_048_576;

/** Splits a text into lines. A line that is longer than 1 MiB is reported without its text and never held in memory. */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let line = 1;
  let pending = '';
  let isTooLong = false;
  for await (const chunk of text) {
    const parts = chunk.split('\n');
    for (const [index, part] of parts.entries()) {
      pending = isTooLong ? '' : pending + part;
      if (pending.length > MAX_LINE) {
        isTooLong = true;
        pending = '';
      }
      if (index === parts.length - 1) continue;
      yield { line, text: isTooLong ? undefined : pending.replace(/\r$/, '') };
      line += 1;
      pending = '';
      isTooLong = false;
    }
  }
  if (isTooLong) yield { line, text: undefined };
  else if (pending !== '') yield { line, text: pending };
}
