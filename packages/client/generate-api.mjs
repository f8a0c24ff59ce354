// Writes src/api.generated.ts: the types that callers see, with what the operations say about themselves as TSDoc.
// `npm run generate` after a change of an operation; api.test.ts compares. Written out, the types cost an editor next to
// nothing, and hovering one shows its text; inferred from the schemas they cost 90 000 instantiations and show none.
import { realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ERROR_CATALOGUE, OPERATION_LIST } from '@profiles/contracts';
import { docOf, textOf } from './generate/doc-comments.mjs';
import { typeOf } from './generate/type-texts.mjs';

const TARGET = new URL('src/api.generated.ts', import.meta.url);
const HEAD = `// Made by generate-api.mjs from the operations of @profiles/contracts. Do not edit.
import type { CallOptions } from '@profiles/contracts/calls';
`;

/** The module with the types of all operations. */
export function apiModule() {
  const shared = new Map();
  const inputs = OPERATION_LIST.map((named) => inputOf(named, shared));
  const groups = groupBy(OPERATION_LIST);
  const methods = [...groups].map(
    ([group, list]) => `  readonly ${group}: {\n${list.map((named) => methodOf(named, shared)).join('\n')}\n  };`,
  );
  const api = `${docOf(API_DOC)}export interface ProfilesApi {\n${methods.join('\n')}\n}\n`;
  const kinds = [...groups].map(([group, list]) => {
    return `  ${group}: { ${list.map(({ method, operation }) => `${method}: '${kindOf(operation)}'`).join(', ')} },`;
  });
  const table = `/** The kind of each operation, by the two parts of its name. Writes take an Idempotency-Key, deletions do not. */\nexport const OPERATION_KINDS = {\n${kinds.join('\n')}\n} as const;\n`;
  return [HEAD, ...[...shared.values()].sort(), ...inputs, api, table].join('\n');
}

function kindOf({ kind, rest }) {
  if (kind === 'query') return 'query';
  return rest.method === 'DELETE' ? 'deletion' : 'write';
}

const API_DOC = {
  text: 'The profiles service as its callers see it. Every method rejects with a {@link ProfilesError}, or with an AbortError when the signal of the call aborted it.',
};

function groupBy(list) {
  const groups = new Map();
  for (const named of list) groups.set(named.group, [...(groups.get(named.group) ?? []), named]);
  return groups;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const inputName = ({ group, method }) => `${capital(group)}${capital(method)}Input`;

function inputOf(named, shared) {
  const schema = schemaOf(named.operation.input, 'input', shared);
  const text = `The input of \`${named.name}\`: ${named.operation.summary.charAt(0).toLowerCase()}${named.operation.summary.slice(1)}.`;
  return `${docOf({ text })}export interface ${inputName(named)} ${typeOf({ ...schema, properties: schema.properties ?? {} })}\n`;
}

/** The JSON Schema of a zod schema. Those with a name are declared once, under that name. */
function schemaOf(schema, io, shared) {
  const { $defs = {}, $schema: _, ...own } = schema.toJSONSchema({ io, unrepresentable: 'any' });
  for (const [name, definition] of Object.entries($defs)) {
    const { id: _id, ...rest } = definition;
    const declaration =
      rest.properties === undefined ? `type ${name} = ${typeOf(rest)};` : `interface ${name} ${typeOf(rest)}`;
    shared.set(name, `${docOf({ text: textOf(rest) || `${name}.` })}export ${declaration}\n`);
  }
  return own;
}

function methodOf(named, shared) {
  const { summary, description, rest, permission, errors, input, output } = named.operation;
  const schema = schemaOf(output, 'output', shared);
  const value = Object.keys(schema).length === 0 ? 'void' : typeOf(schema);
  const required = input.toJSONSchema({ io: 'input', unrepresentable: 'any' }).required ?? [];
  const codes = errors.map((code) => `${code} (${ERROR_CATALOGUE[code].title.toLowerCase()})`);
  const doc = docOf(
    {
      text: `${summary}.\n\n${description}\n\nREST: \`${rest.method} ${rest.path}\`. Permission: \`${permission}\`.`,
      tags:
        codes.length === 0
          ? []
          : [`@throws {@link ProfilesError} with one of its own codes ${codes.join(', ')}, or a common one.`],
    },
    '    ',
  );
  const parameter = `input${required.length === 0 ? '?' : ''}: ${inputName(named)}`;
  return `${doc}    ${named.method}(${parameter}, options?: CallOptions): Promise<${value}>;`;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  writeFileSync(TARGET, apiModule());
}
