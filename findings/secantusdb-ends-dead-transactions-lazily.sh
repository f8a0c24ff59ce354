#!/usr/bin/env bash
# SecantusDB: an abandoned transaction is ended after a minute, but only when another transaction begins.
#
# Expectation: the transaction of a client that died is ended after 60 seconds, as MongoDB's
# transactionLifetimeLimitSeconds does with a timer. A write that waits for its document then goes through.
# Behaviour: there is no timer. A plain update of the same document waits on, for 75 seconds here, as long as no other
# transaction begins. The first transaction of any client ends the abandoned one, and the update returns at once.
# Versions: SecantusDB 0.6.0b17 (a MongoDB-compatible server for development), mongodb (Node driver) 7.9.0.
# Why it matters: a crash test whose remaining callers send plain updates hangs for ever on the stand-in; the same test
# recovers within a minute on MongoDB. `killAllSessions` after the kill ends the transaction in both.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m pip install --quiet --no-deps --disable-pip-version-check --target py SecantusDB==0.6.0b17
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mongodb@7.9.0
touch secantusd.toml
port=$(node -e "const s = require('node:net').createServer().listen(0, () => { console.log(s.address().port); s.close(); });")
program=$(find py -name secantusd-rs | head -1)
chmod +x "$program"
"$program" --config secantusd.toml --port "$port" --storage-path data >server.log 2>&1 &
server=$!
cat >abandon.mjs <<'JS'
import { MongoClient } from 'mongodb';
const client = new MongoClient(process.argv[2]);
const session = client.startSession();
session.startTransaction();
await client.db('test').collection('documents').updateOne({ _id: 1 }, { $set: { by: 'abandoned' } }, { session });
process.kill(process.pid, 'SIGKILL');
JS
cat >check.mjs <<'JS'
import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
const uri = `mongodb://127.0.0.1:${process.argv[2]}/?directConnection=true`;
const client = new MongoClient(uri, { serverSelectionTimeoutMS: 20_000 });
const documents = client.db('test').collection('documents');
await documents.insertOne({ _id: 1, by: 'first' });
spawnSync(process.execPath, ['abandon.mjs', uri]);
const died = Date.now();
const seconds = () => Math.round((Date.now() - died) / 1000);
let updatedAfter;
const update = documents.updateOne({ _id: 1 }, { $set: { by: 'waiting' } }).then(() => { updatedAfter = seconds(); });
await setTimeout(75_000);
const stillWaiting = updatedAfter === undefined;
await client.withSession((session) =>
  session.withTransaction(() => documents.insertOne({ _id: 2 }, { session })));
const begun = seconds();
await Promise.race([update, setTimeout(10_000)]);
console.log('SecantusDB 0.6.0b17, a client is killed inside a transaction');
console.log(`75 s later a plain update of its document still waits: ${stillWaiting}`);
console.log(`another transaction ended after ${begun} s, the plain update after ${updatedAfter} s`);
await client.close();
if (!stillWaiting || updatedAfter === undefined || updatedAfter - begun > 2) {
  console.error('The behaviour has changed.');
  process.exit(1);
}
JS
node check.mjs "$port"
