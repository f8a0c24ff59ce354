import type { MsgHdrs } from '@nats-io/nats-core';

/** The lines of headers. Names and values must be valid: they are not checked, and not converted. */
export function headerLines(fields: Readonly<Record<string, string | undefined>>): string {
  let lines = '';
  for (const name in fields) if (fields[name] !== undefined) lines += `${name}: ${fields[name]}\r\n`;
  return lines;
}

/** The bytes of headers, as the client asks for them. */
export interface WrittenHeaders extends MsgHdrs {
  encode(): Uint8Array;
}

/**
 * Headers of a message from their lines; see {@link headerLines}. The client keeps headers in a map of lists, and writes their
 * lines for each message, which costs more than its body. Of headers to be published it needs the bytes only.
 */
export function messageHeaders(lines: string): WrittenHeaders {
  const headers: Pick<WrittenHeaders, 'encode'> = { encode: () => Buffer.from(`NATS/1.0\r\n${lines}\r\n`) };
  return headers as WrittenHeaders;
}
