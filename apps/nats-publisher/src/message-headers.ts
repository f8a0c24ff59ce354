import { MsgHdrsImpl } from '@nats-io/nats-core';

/** The lines of headers. Names and values must be valid: they are not checked, and not converted. */
export function headerLines(fields: Readonly<Record<string, string | undefined>>): string {
  let lines = '';
  for (const name in fields) if (fields[name] !== undefined) lines += `${name}: ${fields[name]}\r\n`;
  return lines;
}

/** Headers of a message from their lines; see {@link headerLines}. */
export function messageHeaders(lines: string): MsgHdrsImpl {
  return new WrittenHeaders(lines);
}

/** The client keeps headers in a map of lists, and writes their lines for each message. That costs more than its body. */
class WrittenHeaders extends MsgHdrsImpl {
  readonly #lines: string;

  constructor(lines: string) {
    super();
    this.#lines = lines;
  }

  override encode(): Uint8Array {
    return Buffer.from(`NATS/1.0\r\n${this.#lines}\r\n`);
  }
}
