#!/usr/bin/env bash
# SecantusDB: `$lte` leaves out the documents at the end of the range when the index goes on behind the field.
#
# Expectation: an index changes how fast a filter is, never which documents it matches. `{ d: { $lte: 30 } }` matches
# a document with d = 30.
# Behaviour: with an index on (o, d, f) a filter on o and d leaves out every document with d = 30, the last value of the
# range. `$lt: 31` finds them, and so does the same filter without that index.
# Versions: SecantusDB 0.6.0b17 (a MongoDB-compatible server for development), mongodb (Node driver) 7.9.0.
# Why it matters: tests against the stand-in see fewer documents than MongoDB returns; a page ends too early.
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
cat >check.mjs <<'JS'
import { MongoClient } from 'mongodb';
const client = new MongoClient(`mongodb://127.0.0.1:${process.argv[2]}/?directConnection=true`, { serverSelectionTimeoutMS: 20_000 });
await client.connect();
const documents = client.db('test').collection('documents');
await documents.insertMany([10, 20, 30, 30, 40].map((d, f) => ({ o: 1, d, f })));
const count = async (d) => (await documents.find({ o: 1, d }).toArray()).length;
const before = [await count({ $lte: 30 }), await count({ $lt: 31 })];
await documents.createIndex({ o: 1, d: 1, f: 1 });
const after = [await count({ $lte: 30 }), await count({ $lt: 31 })];
console.log('SecantusDB 0.6.0b17, four documents match');
console.log(`without the index: $lte 30 finds ${before[0]}, $lt 31 finds ${before[1]}`);
console.log(`with the index:    $lte 30 finds ${after[0]}, $lt 31 finds ${after[1]}`);
await client.close();
if (before.join() !== '4,4' || after.join() !== '2,4') {
  console.error('The behaviour has changed.');
  process.exit(1);
}
JS
node check.mjs "$port"
