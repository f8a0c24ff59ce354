#!/usr/bin/env bash
# @nats-io/jetstream: `direct.getBatch` throws at the end of a stream, where its siblings return null or end without a message.
#
# Expectation: a batch read is an iterator. A reader that asks for the messages after the last one iterates over none,
# just as a batch of five ends after three when the stream has three more.
# Behaviour: a batch with at least one message ends. A batch without any throws JetStreamStatusError 404 "message not found"
# out of the iteration. `direct.getMessage` and `streams.getMessage` return null in the same case, and
# `direct.getLastMessagesFor` ends without a message.
# Why it matters: a reader that pages through a stream fails exactly when it has read everything, and only if the last page was
# full. Code that treats the error as an outage reads again for ever.
# Versions: nats-server 2.15.2, @nats-io/jetstream 3.4.0, @nats-io/transport-node 3.4.0. Needs Go and Node.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
GOBIN="$folder/bin" GOFLAGS=-mod=mod go install github.com/nats-io/nats-server/v2@v2.15.2 2>/dev/null
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @nats-io/jetstream@3.4.0 @nats-io/transport-node@3.4.0
port=$(node -e "const s = require('node:net').createServer().listen(0, () => { console.log(s.address().port); s.close(); });")
bin/nats-server --addr 127.0.0.1 --port "$port" --jetstream --store_dir data >server.log 2>&1 &
server=$!
cat >check.mjs <<'JS'
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

const connection = await connect({ port: Number(process.argv[2]), waitOnFirstConnect: true });
const { streams, direct } = await jetstreamManager(connection);
await streams.add({ name: 'ORDERS', subjects: ['orders.*'], allow_direct: true });
for (let order = 1; order <= 8; order += 1) await jetstream(connection).publish(`orders.${order}`, 'new');

async function read(messages) {
  const sequences = [];
  try {
    for await (const { seq } of await messages) sequences.push(seq);
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
  return `[${sequences}]`;
}
const found = {
  'getBatch, from 6': await read(direct.getBatch('ORDERS', { seq: 6, batch: 5 })),
  'getBatch, from 9': await read(direct.getBatch('ORDERS', { seq: 9, batch: 5 })),
  'getLastMessagesFor a subject without messages': await read(direct.getLastMessagesFor('ORDERS', { multi_last: ['orders.9'] })),
  'direct.getMessage 9': String(await direct.getMessage('ORDERS', { seq: 9 })),
  'streams.getMessage 9': String(await streams.getMessage('ORDERS', { seq: 9 })),
};
console.log('A stream of 8 messages:');
for (const [call, result] of Object.entries(found)) console.log(`${call}: ${result}`);
await connection.close();
const seen = '[6,7,8] | JetStreamStatusError 404 message not found | [] | null | null';
process.exit(Object.values(found).join(' | ') === seen ? 0 : 1);
JS
bin/nats-server --version
node check.mjs "$port"
