#!/usr/bin/env bash
# openapi-python-client: an operation whose body says "one of these two fields is required" is left out, and the exit code is 0.
#
# Expectation: `anyOf` beside `properties`, each branch with `required` and what it says of that field, only adds a condition. A
# generator ignores what it has no use for, and a generator that leaves an operation out fails.
#
# Behaviour: openapi-python-client 0.29.1 takes the branches for the members of a union and does not generate the operation. It
# prints a warning among others and ends with 0. The other operation of the same document is generated.
#
# Why it matters: the document is valid OpenAPI 3.1, and the client is published without a function, which shows when it is called.
# Count the generated operations, or use --fail-on-warning. A document for generators has no such condition: the
# rule stands in the description, or there is one named schema for each kind of body.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openapi-python-client==0.29.1 ruff==0.14.6

cat >document.json <<'JSON'
{
  "openapi": "3.1.0",
  "info": { "title": "Example", "version": "1" },
  "paths": {
    "/customers/by-name": {
      "post": {
        "operationId": "customersByName",
        "requestBody": { "required": true, "content": { "application/json": { "schema": {
          "type": "object",
          "properties": {
            "numbers": { "type": "array", "items": { "type": "integer" } },
            "names": { "type": "array", "items": { "type": "string" } }
          },
          "anyOf": [
            { "required": ["numbers"], "properties": { "numbers": { "type": "array", "minItems": 1 } } },
            { "required": ["names"], "properties": { "names": { "type": "array", "minItems": 1 } } }
          ]
        } } } },
        "responses": { "204": { "description": "Done." } }
      }
    },
    "/ping": { "get": { "operationId": "ping", "responses": { "204": { "description": "Done." } } } }
  }
}
JSON

code=0
PATH="$work/venv/bin:$PATH" venv/bin/openapi-python-client generate --path document.json --output-path client >output.txt 2>&1 || code=$?
generated=$(find client -path '*/api/*' -name '*.py' ! -name '__init__.py' -exec basename {} .py \; | sort | paste -sd ' ')
echo "openapi-python-client 0.29.1: exit code $code, generated: $generated"
grep -i 'will not be generated' output.txt || true
[ "$code" -eq 0 ] && [ "$generated" = ping ]
