import { createInbox, type Msg, type NatsConnection } from '@nats-io/nats-core';
import type { StreamMessage } from './stream-event.js';

export interface DirectBatchRequest {
  readonly stream: string;
  /** The first sequence. */
  readonly from: number;
  readonly subject: string;
  readonly limit: number;
}

/** A batch that takes longer fails, in milliseconds. */
const READ_MILLIS = 5_000;
/** The status after the last message of a batch, and that of a batch without messages. */
const [END_OF_BATCH, NO_MESSAGES] = [204, 404];

/**
 * Reads stored messages of a stream in one request, as `direct.getBatch` of the client does. The client decodes the dozen headers
 * of each message into lists, which was the largest part of the CPU time of a backlog. Two of them are read here.
 *
 * @throws when the broker does not respond, or refuses.
 */
export function readDirectBatch(
  connection: NatsConnection,
  { stream, from, subject, limit }: DirectBatchRequest,
): Promise<StreamMessage[]> {
  return new Promise((resolve, reject) => {
    const messages: StreamMessage[] = [];
    const inbox = createInbox();
    const end = (cause?: unknown) => {
      clearTimeout(timer);
      if (!connection.isClosed()) subscription.unsubscribe();
      if (cause === undefined) resolve(messages);
      else reject(cause);
    };
    const timer = setTimeout(() => end(new Error('The broker does not respond.')), READ_MILLIS);
    const subscription = connection.subscribe(inbox, {
      callback: (cause, message) => {
        if (cause !== null) return end(cause);
        try {
          const head = headOf(message);
          const status = statusIn(head);
          if (status === undefined) messages.push(storedMessage(head, message.data));
          else if (status === END_OF_BATCH || status === NO_MESSAGES) end();
          else end(new Error(`The broker refuses to read the stream: ${head.trim()}.`));
        } catch (error) {
          // An error that leaves a callback ends the connection of the client.
          end(error);
        }
      },
    });
    const request = JSON.stringify({ seq: from, batch: limit, next_by_subj: subject });
    connection.publish(`$JS.API.DIRECT.GET.${stream}`, request, { reply: inbox });
  });
}

/** The part of the client's message that holds the headers as they came. It is not in the type `Msg`. */
interface RawMessage {
  /** Headers and content. */
  readonly _rdata?: Uint8Array;
  /** The length of the headers. */
  readonly _msg?: { readonly hdr: number };
}

/** The headers of a message as text. A client that keeps them elsewhere costs time alone: see the second way. */
function headOf(message: Msg): string {
  const { _rdata: bytes, _msg: { hdr: length } = { hdr: -1 } } = message as RawMessage;
  if (bytes !== undefined && length > 0 && bytes.length === length + message.data.length) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1');
  }
  return decodedHead(message);
}

function decodedHead({ headers }: Msg): string {
  if (headers === undefined) throw new Error('A stored message has come without headers.');
  const { code, description } = headers;
  const fields = [...headers].flatMap(([name, values]) => values.map((value) => `${name}: ${value}`));
  return [code === 0 ? VERSION : `${VERSION} ${code} ${description}`, ...fields, ''].join('\r\n');
}

const VERSION = 'NATS/1.0';

/** `NATS/1.0 204 EOB`. Undefined for a stored message, which has no status. */
function statusIn(head: string): number | undefined {
  return head[VERSION.length] === ' ' ? Number.parseInt(head.slice(VERSION.length + 1), 10) : undefined;
}

function storedMessage(head: string, data: Uint8Array): StreamMessage {
  return { subject: lastOf(head, 'Nats-Subject'), sequence: Number(lastOf(head, 'Nats-Sequence')), data };
}

/** The server writes its headers behind those of the publisher, so the last one of a name is its own. */
function lastOf(head: string, name: string): string {
  const before = `\r\n${name}: `;
  const at = head.lastIndexOf(before);
  if (at < 0) throw new Error(`A stored message has come without ${name}.`);
  return head.slice(at + before.length, head.indexOf('\r\n', at + before.length));
}
