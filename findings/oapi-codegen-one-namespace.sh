#!/usr/bin/env bash
# oapi-codegen: a schema and a parameter of the same name end the generation.
#
# Expectation: the components of OpenAPI are separate maps. `#/components/schemas/Country` and `#/components/parameters/Country` are
# two things, and a generator tells them apart.
#
# Behaviour: oapi-codegen v2.8.2 makes one Go type of each component, in one namespace, and fails: "duplicate typename 'Country'
# detected". Renaming the parameter alone, which callers never see, makes the same document generate.
#
# Why it matters: validators and other generators accept the document, so the error shows when the first partner uses Go. Give
# components names that are unique across all sections, such as CountryQuery.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
GOBIN="$work/bin" CGO_ENABLED=0 go install github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2

document() {
  cat <<JSON
{
  "openapi": "3.1.0",
  "info": { "title": "Example", "version": "1" },
  "paths": { "/customers": { "get": {
    "operationId": "find",
    "parameters": [{ "\$ref": "#/components/parameters/$1" }],
    "responses": { "200": { "description": "OK", "content": { "application/json": {
      "schema": { "\$ref": "#/components/schemas/Country" } } } } }
  } } },
  "components": {
    "parameters": { "$1": { "name": "country", "in": "query", "schema": { "type": "string" } } },
    "schemas": { "Country": { "type": "string", "enum": ["NOR", "SWE"] } }
  }
}
JSON
}

document Country >same.json
document CountryQuery >different.json
code=0
bin/oapi-codegen -generate types,client -package example -o same.go same.json >output.txt 2>&1 || code=$?
bin/oapi-codegen -generate types,client -package example -o different.go different.json
echo "oapi-codegen v2.8.2: exit code $code for the same name, 0 for different names"
cat output.txt
[ "$code" -ne 0 ] && grep -q "duplicate typename 'Country'" output.txt
