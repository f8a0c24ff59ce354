#!/usr/bin/env bash
# @nats-io/jetstream: two processes with the same `name_prefix` of an ordered consumer shut each other out, and its
# `inactive_threshold` is in milliseconds.
#
# Expectation: `name_prefix` is a prefix, to which the client adds something of its own. `inactive_threshold` is in
# nanoseconds, as in the configuration of every other consumer.
# Behaviour: the client numbers its consumers from 1. A second process that begins at another message asks for the same name
# and gets "consumer already exists" until the server has removed the first one: five minutes after a process that was killed.
# One that begins at the same message gets the consumer of the first process. Of an ordered consumer
# `inactive_threshold` is multiplied by a million, so 30 seconds in nanoseconds keep a left consumer for 347 days. Both types are
# `number`.
# Why it matters: after a kill -9 the successor reads nothing for five minutes, and left consumers pile up on the server.
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

const open = () => connect({ port: Number(process.argv[2]), waitOnFirstConnect: true });
const [one, other] = [await open(), await open()];
const manager = await jetstreamManager(one);
await manager.streams.add({ name: 'ORDERS', subjects: ['orders'] });
const consumerOf = (connection, more) => jetstream(connection).consumers.get('ORDERS', { name_prefix: 'reader', ...more });
const first = await (await consumerOf(one)).info();
const refused = await consumerOf(other, { opt_start_seq: 2 }).catch((error) => error);
const shared = await (await consumerOf(other, { opt_start_seq: 1 })).info();
const long = await (await consumerOf(other, { name_prefix: 'other', inactive_threshold: 30_000_000_000 })).info();
const seconds = long.config.inactive_threshold / 1e9;
console.log(`first process: ${first.name}; second process, from another message: ${refused.message}`);
console.log(`second process, from the same message: ${shared.name}`);
console.log(`inactive_threshold 30_000_000_000: ${seconds} seconds`);
await one.close();
await other.close();
process.exit(refused.message === 'consumer already exists' && seconds === 30_000_000 ? 0 : 1);
JS
bin/nats-server --version
node check.mjs "$port"
