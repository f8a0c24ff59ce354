import { type Document, deserialize, serialize } from 'bson';
import { type Address, overTcp } from '../process/tcp.js';

const OP_MSG = 2013;
const HEADER_BYTES = 16;
const BODY_OFFSET = HEADER_BYTES + 4 + 1;

/**
 * Sends one command to a MongoDB server and returns its answer.
 *
 * By hand, because only packages/mongo-store may import the driver, and because the driver would first look for a
 * primary, which a replica set that is not initiated yet does not have.
 */
export function sendCommand(address: Address, command: Document): Promise<Document> {
  return overTcp<Document>(address, (socket, done) => {
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < received.readInt32LE(0)) return;
      done(deserialize(received.subarray(BODY_OFFSET, received.readInt32LE(0))));
    });
    socket.write(encode(command));
  });
}

function encode(command: Document): Buffer {
  const body = serialize({ ...command, $db: command['$db'] ?? 'admin' });
  const message = Buffer.alloc(BODY_OFFSET + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(1, 4);
  message.writeInt32LE(OP_MSG, 12);
  message.set(body, BODY_OFFSET);
  return message;
}

/** Whether a server there answers as the primary of a replica set, so that transactions can be had. */
export async function isPrimary(address: Address): Promise<boolean> {
  const answer = await sendCommand(address, { hello: 1 });
  return answer['isWritablePrimary'] === true && typeof answer['setName'] === 'string';
}
