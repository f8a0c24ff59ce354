#!/usr/bin/env bash
# jose: the cool-down of createRemoteJWKSet counts from the last success only.
#
# Expectation: a cool-down spares the issuer in an outage above all, since without keys every verification needs a
# fetch. The documentation says "since the last successful fetch", which reads as a detail and is the whole point.
# Behaviour: after a failed fetch there is no cool-down at all. Each verification that comes one after the other makes a
# request of its own, also with `cooldownDuration` of a minute. Only verifications at the same moment share one.
# Why it matters: an outage of the issuer turns the traffic of a service into load on the issuer. A cool-down for failures has
# to be added, for example with `customFetch`.
# Versions: jose 6.2.18, Node 20 and later.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jose@6.2.18
cat >check.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';

const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
const keys = [{ ...(await exportJWK(publicKey)), kid: 'known' }];
const sign = (kid) => new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);

async function requestsOf(respond, kid) {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    respond(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${server.address().port}/jwks`);
  const find = createRemoteJWKSet(url, { cooldownDuration: 60_000 });
  for (let call = 0; call < 10; call += 1) await jwtVerify(await sign(kid), find).catch(() => undefined);
  server.close();
  server.closeAllConnections();
  return requests;
}

const up = (response) => response.end(JSON.stringify({ keys }));
const down = (response) => response.writeHead(503).end();
const afterSuccess = await requestsOf(up, 'unknown');
const afterFailure = await requestsOf(down, 'known');
console.log(`10 verifications with an unknown key id, issuer up: ${afterSuccess} request(s)`);
console.log(`10 verifications, issuer responds 503: ${afterFailure} request(s)`);
process.exit(afterSuccess === 1 && afterFailure === 10 ? 0 : 1);
JS
echo "jose $(node -p "require('./node_modules/jose/package.json').version"), node $(node --version)"
node check.mjs
