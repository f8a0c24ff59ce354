import type { Operation } from '@profiles/contracts';

/** As much of JSON Schema as the inputs use. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** A field of an input, nested ones included. */
export interface Field {
  /** Keys and positions: `postalAddresses`, `0`, `town`. */
  readonly path: readonly string[];
  readonly schema: Schema;
  readonly nullable: boolean;
}

/** Every field of an operation's input, as its own schema describes it. Of a list the first entry. */
export function fieldsOf(operation: Operation): Field[] {
  const root = operation.input.toJSONSchema({ io: 'input', unrepresentable: 'any' }) as Schema;
  const definitions = root.$defs ?? {};

  function fieldsUnder(schema: Schema, path: readonly string[]): Field[] {
    const { value, nullable } = settled(schema, definitions);
    const own = path.length === 0 ? [] : [{ path, schema: value, nullable }];
    const named = Object.entries(value.properties ?? {}).flatMap(([name, one]) => fieldsUnder(one, [...path, name]));
    const listed = value.items === undefined ? [] : fieldsUnder(value.items, [...path, '0']);
    return [...own, ...named, ...listed];
  }
  return fieldsUnder(root, []);
}

/** The schema itself: references followed, `or null` told apart. */
function settled(schema: Schema, definitions: Readonly<Record<string, Schema>>): { value: Schema; nullable: boolean } {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    const { $ref: _followed, ...beside } = schema;
    return settled({ ...definitions[name], ...beside }, definitions);
  }
  const others = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  if (schema.anyOf === undefined || others.length === schema.anyOf.length) return { value: schema, nullable: false };
  const [only] = others;
  if (only === undefined || others.length > 1) throw new Error('A field is one thing, or null.');
  return { value: settled(only, definitions).value, nullable: true };
}

/** The input with one field replaced, in a copy. What is needed on the way there is put there. */
export function replaced(input: Readonly<Record<string, unknown>>, path: readonly string[], value: unknown) {
  const copy = structuredClone(input) as Record<string, unknown>;
  let place: Record<string, unknown> = copy;
  for (const [index, key] of path.slice(0, -1).entries()) {
    place[key] ??= path[index + 1] === '0' ? [] : {};
    place = place[key] as Record<string, unknown>;
  }
  place[path.at(-1) ?? ''] = value;
  return copy;
}
