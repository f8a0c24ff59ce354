#!/usr/bin/env bash
# openapi-typescript 7: a property of a request body that has a default must be given.
#
# Expectation: a property that is not in `required` is optional in the generated type of a request. A default says what the server
# takes when it is absent.
#
# Behaviour: openapi-typescript 7.13.0 makes a property with a `default` a required one, in requests as in responses. That is
# its option --default-non-nullable, which is true unless it is turned off.
#
# Why it matters: adding a default to an optional field, which changes nothing for callers, breaks the compilation of every
# TypeScript client. A document for generators names defaults of body fields in descriptions.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund openapi-typescript@7.13.0 typescript@5.9.3

cat >document.json <<'JSON'
{
  "openapi": "3.1.0",
  "info": { "title": "Example", "version": "1" },
  "paths": {},
  "components": { "schemas": { "NewCustomer": {
    "type": "object",
    "required": ["name"],
    "properties": {
      "name": { "type": "string" },
      "kind": { "type": "string", "default": "standard" },
      "note": { "type": "string" }
    }
  } } }
}
JSON

generated() { npx openapi-typescript document.json "$@" --output api.ts >/dev/null 2>&1; grep -oE '(name|kind|note)\??: string' api.ts | paste -sd ' '; }
by_default=$(generated)
turned_off=$(generated --default-non-nullable=false)
echo "openapi-typescript 7.13.0: $by_default"
echo "with --default-non-nullable=false: $turned_off"
[ "$by_default" = 'name: string kind: string note?: string' ] && [ "$turned_off" = 'name: string kind?: string note?: string' ]
