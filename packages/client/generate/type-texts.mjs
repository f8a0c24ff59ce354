import { fieldDoc } from './doc-comments.mjs';

/** A longer list of values is a table, such as of languages: an editor would show nothing but its beginning. */
const MAX_VALUES = 20;

/** The TypeScript type of a JSON Schema. */
export function typeOf(schema, indent = '') {
  if (schema.$ref !== undefined) return schema.$ref.replace('#/$defs/', '');
  if (schema.const !== undefined) return literal(schema.const);
  // Where blank text counts as not given, the values stand beside a pattern of blank text.
  const values =
    schema.enum ?? (schema.anyOf ?? []).find((one) => one.enum !== undefined && schema.type === 'string')?.enum;
  if (values !== undefined) return values.length > MAX_VALUES ? 'string' : values.map(literal).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return arrayOf(typeOf(schema.items ?? {}, indent));
    case 'object':
      return objectOf(schema, indent);
    default: {
      const options = schema.anyOf ?? schema.oneOf;
      return options === undefined ? 'unknown' : [...new Set(options.map((one) => typeOf(one, indent)))].join(' | ');
    }
  }
}

function literal(value) {
  return typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value);
}

function arrayOf(type) {
  return /[ |{]/.test(type) && !type.startsWith('{') ? `(${type})[]` : `${type}[]`;
}

function objectOf({ properties, required = [], additionalProperties }, indent) {
  if (properties === undefined) {
    const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent) : 'unknown';
    return `Record<string, ${value}>`;
  }
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(([name, property]) => {
    const isRequired = required.includes(name);
    const type = typeOf(property, inner);
    return `${fieldDoc(property, inner)}${inner}${name}${isRequired ? '' : '?'}: ${type}${isRequired ? '' : ' | undefined'};`;
  });
  return fields.length === 0 ? '{}' : `{\n${fields.join('\n')}\n${indent}}`;
}
