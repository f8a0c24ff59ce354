#!/usr/bin/env bash
# @trpc/client: installing it for production installs a TypeScript compiler.
#
# Expectation: a client library for run time, without dependencies, installs itself and @trpc/server.
# Behaviour: `typescript` is a required peer dependency, so that npm installs a compiler with it, also with `--omit=dev`.
# It is by far the largest part of node_modules.
# Why it matters: a library that depends on @trpc/client passes the compiler on to every container image of its callers.
# Versions: @trpc/client 11.25.2; npm 7 and later install peer dependencies.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --omit=dev @trpc/client@11.25.2
cat >check.cjs <<'JS'
const { peerDependencies, peerDependenciesMeta, version } = require('./node_modules/@trpc/client/package.json');
const { version: compiler } = require('./node_modules/typescript/package.json');
console.log(`@trpc/client ${version}, peer dependencies ${JSON.stringify(peerDependencies)}`);
console.log(`installed with it: typescript ${compiler}`);
if (peerDependenciesMeta?.typescript?.optional) throw new Error('The peer is optional now.');
JS
node check.cjs
du -sk node_modules/@trpc node_modules | awk '{ printf "%6d kB %s\n", $1, $2 }'
