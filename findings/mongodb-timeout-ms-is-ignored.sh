#!/usr/bin/env bash
# mongodb (Node driver): `timeoutMS` of a command is accepted and does nothing.
#
# Expectation: `timeoutMS`, the option for a deadline over a whole operation in every driver of MongoDB, ends a
# command whose server does not respond. Its type still allows it, and a process warning is all that tells otherwise.
# Behaviour: the command waits on. An `AbortSignal` in the option `signal` ends it in time.
# Why it matters: a readiness check or a read with `timeoutMS` hangs for as long as the socket does when the server hangs.
# Versions: mongodb 7.9.0 (no effect since 7.8.0), Node 20 and later.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mongodb@7.9.0
cat >check.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { BSON, MongoClient } from 'mongodb';

// A server that answers the handshake as a replica set member would, and nothing else.
const hello = {
  ...{ ok: 1, isWritablePrimary: true, setName: 'rs', hosts: ['localhost:1'], minWireVersion: 0, maxWireVersion: 25 },
  ...{ maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000 },
  ...{ logicalSessionTimeoutMinutes: 30 },
};
const sockets = new Set();
const server = createServer((socket) => {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.on('data', (message) => {
    const command = BSON.deserialize(message.subarray(21, 21 + message.readInt32LE(21)));
    if (!('hello' in command)) return;
    const body = BSON.serialize(hello);
    const reply = Buffer.alloc(21 + body.length);
    reply.writeInt32LE(reply.length, 0);
    reply.writeInt32LE(message.readInt32LE(4), 8);
    reply.writeInt32LE(2013, 12);
    reply.set(body, 21);
    socket.write(reply);
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');

process.on('warning', ({ message }) => console.log(`warning: ${message}`));
const uri = `mongodb://127.0.0.1:${server.address().port}/?directConnection=true`;
const client = new MongoClient(uri, { serverApi: '1', serverMonitoringMode: 'poll' });
await client.connect();

async function outcomeOf(options) {
  const start = Date.now();
  const pending = client.db('test').command({ ping: 1 }, options);
  const ended = pending.then(() => 'a response', (error) => error.name);
  const name = await Promise.race([ended, setTimeout(3_000, 'nothing')]);
  return name === 'nothing' ? 'still waits after 3 s' : `${name} after ${Date.now() - start < 1_500 ? 'less' : 'more'} than 1.5 s`;
}
const withTimeout = await outcomeOf({ timeoutMS: 500 });
const withSignal = await outcomeOf({ signal: AbortSignal.timeout(500) });
console.log(`timeoutMS 500: ${withTimeout}`);
console.log(`signal of 500 ms: ${withSignal}`);
const isAsFound = withTimeout.startsWith('still waits') && withSignal.endsWith('after less than 1.5 s');
for (const socket of sockets) socket.destroy();
server.close();
process.exit(isAsFound ? 0 : 1);
JS
echo "mongodb $(node -p "require('mongodb/package.json').version")"
node check.mjs
