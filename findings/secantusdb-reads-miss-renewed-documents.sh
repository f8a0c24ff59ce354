#!/usr/bin/env bash
# SecantusDB: a read now and then misses a document that a transaction deletes and inserts again.
#
# Expectation: a transaction that deletes a document and inserts it again under the same _id is atomic for every
# reader: a find returns the document in its old or its new form. MongoDB's snapshots do that.
# Behaviour: some finds return nothing, though the document exists before and after every transaction: by a secondary index 36
# of 8 994, by _id alone 1 of 13 249. When the transaction replaces the document instead, every find returns it.
# Versions: SecantusDB 0.6.0b17 (a MongoDB-compatible server for development), mongodb (Node driver) 7.9.0.
# Why it matters: a document whose unique values change is often deleted and inserted again. On the stand-in a lookup beside such
# a write can say that a customer does not exist; a test that fails that way has found nothing about the code.
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
const uri = `mongodb://127.0.0.1:${process.argv[2]}/?directConnection=true`;
const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 20_000 }).connect();
const documents = client.db('test').collection('documents');
await documents.createIndex({ group: 1, _id: 1 });
const IDS = [1, 2, 3, 4];
await documents.insertMany(IDS.map((_id) => ({ _id, group: 1, revision: 1 })));

/** Writers renew documents for a time, while readers look for them. */
async function missesOf(filterOf, renew, seconds) {
  const end = Date.now() + seconds * 1_000;
  let [reads, misses] = [0, 0];
  const writer = async (_id) => {
    for (let revision = 2; Date.now() < end; revision++) {
      await client.withSession((session) =>
        session.withTransaction(() => renew({ _id, group: 1, revision }, session)));
    }
  };
  const reader = async () => {
    for (let n = 0; Date.now() < end; n++) {
      reads += 1;
      if ((await documents.findOne(filterOf(IDS[n % IDS.length]))) === null) misses += 1;
    }
  };
  await Promise.all([...IDS.map(writer), ...IDS.map(reader)]);
  return { reads, misses };
}
const inserting = async (document, session) => {
  await documents.deleteOne({ _id: document._id }, { session });
  await documents.insertOne(document, { session });
};
const replacing = (document, session) => documents.replaceOne({ _id: document._id }, document, { session });
const byIndex = (_id) => ({ group: 1, _id });
const byId = (_id) => ({ _id });

let indexed = { reads: 0, misses: 0 };
for (let round = 0; round < 6 && indexed.misses === 0; round++) indexed = await missesOf(byIndex, inserting, 10);
const alone = await missesOf(byId, inserting, 10);
const replaced = await missesOf(byIndex, replacing, 10);
console.log('SecantusDB 0.6.0b17, transactions renew four documents that always exist');
console.log(`deleted and inserted, read by an index: ${indexed.misses} of ${indexed.reads} reads found nothing`);
console.log(`deleted and inserted, read by _id:      ${alone.misses} of ${alone.reads}`);
console.log(`replaced, read by an index:             ${replaced.misses} of ${replaced.reads}`);
await client.close();
if (indexed.misses === 0 || replaced.misses > 0) {
  console.error('The behaviour has changed.');
  process.exit(1);
}
JS
node check.mjs "$port"
