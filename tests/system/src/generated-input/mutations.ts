import type { Field } from './fields.js';

/** Something that callers should not send, or need not. */
export interface Mutation {
  readonly name: string;
  readonly value: unknown;
  /** It may be taken, since the field is described so. Otherwise it must be refused. */
  readonly tolerated?: boolean;
}

const BEYOND_INTEGERS = 2 ** 53;
/** Of a field that an earlier operation has as well, one mutation in this number is made. `GENERATED_INPUT_EVERY=1` makes all. */
const EVERY = Number(process.env['GENERATED_INPUT_EVERY'] ?? 4);

/**
 * The mutations of each field. Operations share fields, and a field of the same name and schema has the same validation:
 * the first operation that has it gets every mutation, the others get different quarters of them.
 */
export function mutationTable() {
  const uses = new Map<string, number>();
  return (field: Field): Mutation[] => {
    const key = JSON.stringify([field.path.at(-1), field.schema, field.nullable]);
    const use = uses.get(key) ?? 0;
    uses.set(key, use + 1);
    const all = mutationsOf(field);
    return use === 0 ? all : all.filter((_, index) => index % EVERY === use % EVERY);
  };
}

/** Everything that is sent in the place of one field. */
function mutationsOf(field: Field): Mutation[] {
  const { schema, nullable } = field;
  return [
    ...(schema.type === 'string' || schema.enum !== undefined ? textMutations(field) : []),
    ...(schema.type === 'array' ? listMutations(field) : []),
    ...(schema.type === 'object' ? [{ name: 'a text for an object', value: 'x' }] : []),
    ...(schema.type === 'integer' || schema.type === 'boolean'
      ? [
          { name: 'a text', value: 'x' },
          { name: 'an empty text', value: '' },
          { name: 'a text that looks right', value: schema.type === 'integer' ? '1 ' : 'True' },
          { name: 'a boolean or number', value: schema.type === 'integer' ? true : 1 },
          { name: 'NUL', value: '1\u0000' },
          { name: 'a lone surrogate', value: '\ud800' },
        ]
      : []),
    { name: 'null', value: null, tolerated: nullable },
    { name: '{"$where":"1"}', value: { $where: '1' } },
    // Parsed, so that it is a field of its own.
    { name: '{"__proto__":{"x":1}}', value: JSON.parse('{"__proto__":{"x":1}}') },
    ...(schema.type === 'array' ? [] : [{ name: 'a list', value: ['x', 'x'] }]),
    { name: 'a number beyond the integers', value: BEYOND_INTEGERS },
    { name: 'a huge number', value: 1e300 },
    ...(schema.type === 'integer'
      ? [
          { name: 'a fraction', value: 1.5 },
          { name: 'a negative number', value: -1 },
        ]
      : []),
  ];
}

function textMutations({ schema }: Field): Mutation[] {
  const { maxLength = 4999 } = schema;
  return [
    { name: 'a number', value: 5 },
    { name: 'a boolean', value: true },
    { name: 'too long', value: 'x'.repeat(maxLength + 1) },
    { name: 'an empty text', value: '', tolerated: mayBeEmpty(schema) },
    { name: 'NUL', value: 'a\u0000b' },
    { name: 'a lone surrogate', value: 'a\ud800b' },
  ];
}

/** Whether the empty text fits what a document says of a text. In an optional field it counts as not given. */
function mayBeEmpty({ enum: values, format, anyOf, pattern, minLength = 0 }: Field['schema']): boolean {
  if (anyOf !== undefined) return anyOf.some(mayBeEmpty);
  const fitsPattern = pattern === undefined || new RegExp(pattern, 'u').test('');
  return minLength === 0 && fitsPattern && values === undefined && (format === undefined || format === 'password');
}

function listMutations({ schema }: Field): Mutation[] {
  const tooMany = Array.from({ length: (schema.maxItems ?? 4999) + 1 }, () => 1);
  return [
    { name: 'a text', value: 'x' },
    { name: 'an empty text', value: '' },
    { name: 'a number', value: 5 },
    { name: 'a list of lists', value: [[]] },
    { name: 'a list of nothing', value: [null] },
    { name: 'too many', value: tooMany },
  ];
}
