#!/usr/bin/env bash
# nats-server and @nats-io/jetstream: a stream without a quorum is described as if it worked, and publishing to it says that
# JetStream is not enabled.
#
# Expectation: with two of three servers gone, a request for the description of a stream with three copies fails. A
# publish ends with a time-out or with an error that names the cluster.
# Behaviour: once the remaining server has noticed the loss, STREAM.INFO succeeds again, with the number of messages. The
# only sign is that `cluster.leader` is absent. A publish fails at once with `JetStreamNotEnabled` ("jetstream is not enabled"):
# the client gives this name to every publish that has no responder.
# Why it matters: a readiness check by STREAM.INFO reports a stream that takes no messages. A relay that creates its stream after
# such an error finds the stream there, publishes again at once, and turns in a loop without a pause. An operator who reads the
# error looks for a setting. Check for `cluster.leader`, and treat `JetStreamNotEnabled` as an outage that passes.
# Versions: nats-server 2.15.2, @nats-io/jetstream 3.4.0, @nats-io/transport-node 3.4.0. Needs Go and Node.
set -euo pipefail
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
GOBIN="$folder/bin" GOFLAGS=-mod=mod go install github.com/nats-io/nats-server/v2@v2.15.2 2>/dev/null
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @nats-io/jetstream@3.4.0 @nats-io/transport-node@3.4.0
cat >check.mjs <<'JS'
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

const ports = await Promise.all(Array.from({ length: 6 }, freePort));
const routes = ports.slice(3).map((port) => `nats://127.0.0.1:${port}`);
const servers = [0, 1, 2].map((at) =>
  spawn('bin/nats-server', [
    ...['--name', `n${at}`, '--addr', '127.0.0.1', '--port', String(ports[at]), '--jetstream', '--store_dir', `data${at}`],
    ...['--cluster_name', 'c', '--cluster', routes[at], '--routes', routes.join(',')],
  ], { stdio: 'ignore' }),
);
const connection = await retried(() => connect({ port: ports[0], maxReconnectAttempts: -1 }));
const manager = await retried(() => jetstreamManager(connection));
await retried(() => manager.streams.add({ name: 'ORDERS', subjects: ['orders'], num_replicas: 3 }));
const client = jetstream(connection);
await retried(() => client.publish('orders', 'first', { msgID: '1' }));

servers[1].kill('SIGKILL');
servers[2].kill('SIGKILL');
const described = await retried(async () => {
  const { cluster, state } = await manager.streams.info('ORDERS');
  if (cluster.leader !== undefined) throw new Error('The loss has not been noticed.');
  return { leader: cluster.leader ?? null, messages: state.messages };
});
const refused = await client.publish('orders', 'second', { msgID: '2' }).catch((error) => error);
console.log(`STREAM.INFO without a quorum: ${JSON.stringify(described)}`);
console.log(`publish without a quorum: ${refused.name}: ${refused.message}`);
for (const server of servers) server.kill('SIGKILL');
process.exit(described.messages === 1 && refused.name === 'JetStreamNotEnabled' ? 0 : 1);

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function retried(run) {
  for (const end = Date.now() + 90_000; ; ) {
    try {
      return await run();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(300);
    }
  }
}
JS
bin/nats-server --version
echo "@nats-io/jetstream $(node -p "JSON.parse(require('fs').readFileSync('node_modules/@nats-io/jetstream/package.json')).version"), node $(node --version)"
node check.mjs
