#!/usr/bin/env bash
# SecantusDB: a filter with one field more than the index has examines every document of the collection, even when it names `_id`.
#
# Expectation: `{ _id: 'd5', open: true }` looks up `_id` in its index and checks `open` in the document found, as MongoDB
# does: one document is examined.
# Behaviour: an index is used only if it has every field of the filter. A filter on `_id` alone examines one document;
# `_id` and `open` examine all of them; with an index on both fields it is one again, and a third field makes it all once more.
# `explain('executionStats')` tells it: COLLSCAN instead of FETCH over IXSCAN.
# Versions: SecantusDB 0.6.0b17 (a MongoDB-compatible server for development), mongodb (Node driver) 7.9.0.
# Why it matters: an update that guards itself by a further field (`{ _id, revision }`, `{ _id, state: 'open' }`) is linear in the
# size of the collection there. A benchmark on the stand-in then measures these scans, which MongoDB does not make.
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
await documents.insertMany(Array.from({ length: 1_000 }, (_, at) => ({ _id: `d${at}`, open: true, attempts: 0 })));
const examined = async (filter) => (await documents.find(filter).explain('executionStats')).executionStats.totalDocsExamined;
const [one, two, three] = [{ _id: 'd5' }, { _id: 'd5', open: true }, { _id: 'd5', open: true, attempts: 0 }];
const before = [await examined(one), await examined(two), await examined(three)];
await documents.createIndex({ _id: 1, open: 1 });
const after = [await examined(one), await examined(two), await examined(three)];
console.log('SecantusDB 0.6.0b17, 1000 documents; examined for a filter on (_id), (_id, open) and (_id, open, attempts)');
console.log(`with the index on _id:                ${before.join(', ')}`);
console.log(`and with one on (_id, open) as well:  ${after.join(', ')}`);
await client.close();
if (before.join() !== '1,1000,1000' || after.join() !== '1,1,1000') {
  console.error('The behaviour has changed.');
  process.exit(1);
}
JS
node check.mjs "$port"
