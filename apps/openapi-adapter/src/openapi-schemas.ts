// The schemas of the document, in the forms that generators of clients understand. The rules that they leave out are stated
// in descriptions: a generator drops an operation, or its required fields, where it meets a keyword that only validators read.

/** As much of JSON Schema (2020-12) as the document uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly examples?: readonly unknown[];
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
}

/** Whether a schema is about what callers send, or about what they receive. */
export type Direction = 'request' | 'response';

/** A schema and all below it in portable forms. */
export function portable(schema: JsonSchema, direction: Direction): JsonSchema {
  const plain = withoutDefaults(
    nullable(oneMoment(withoutBlank(shortened(openEnum(unbounded(schema, direction)))))),
    direction,
  );
  const { items, properties, anyOf, additionalProperties, ...others } = plain;
  const below = (one: JsonSchema) => portable(one, direction);
  return {
    ...others,
    ...(items !== undefined && { items: below(items) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(below) }),
    ...(properties !== undefined && { properties: mapValues(properties, below) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: below(additionalProperties) }),
    // A response may get new fields.
    ...(additionalProperties === false && direction === 'request' && { additionalProperties }),
  };
}

/** The same record with each value replaced. */
export function mapValues<T, U>(record: Readonly<Record<string, T>>, replace: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, replace(value)]));
}

/** The bounds that zod gives every integer say nothing to the reader of a response. */
function unbounded(schema: JsonSchema, direction: Direction): JsonSchema {
  const { minimum, maximum, ...others } = schema;
  const isOpen = direction === 'response';
  return {
    ...others,
    ...(minimum !== undefined && !(isOpen && minimum === Number.MIN_SAFE_INTEGER) && { minimum }),
    ...(maximum !== undefined && !(isOpen && maximum === Number.MAX_SAFE_INTEGER) && { maximum }),
  };
}

/** `^[…]*[…][…]*$`: text of allowed characters with one that prints something. */
const VISIBLE_TEXT = /^\^(\[\^[^\]]+\]\*)\[[^\]]+\]\1\$$/;

/** The most values that an enum of the document has. */
const MAX_ENUM = 50;

/** The values of a code list, such as countries, stand in its standard: its format names it. New ones must not break a client. */
function openEnum(schema: JsonSchema): JsonSchema {
  const { enum: values, ...others } = schema;
  return values !== undefined && values.length > MAX_ENUM && schema.format !== undefined ? others : schema;
}

/** White space of Latin-1, and the soft hyphen. */
const LATIN_BLANKS = '\\u0000-\\u0020\\u007f-\\u00a0\\u00ad';

/**
 * The pattern of a required text excludes each character of Unicode that prints nothing. It is long, and every field would
 * repeat it: the document's own pattern excludes those of Latin-1.
 */
function shortened(schema: JsonSchema): JsonSchema {
  const allowed = VISIBLE_TEXT.exec(schema.pattern ?? '')?.[1];
  return allowed === undefined ? schema : { ...schema, pattern: `^${allowed}[^${LATIN_BLANKS}]${allowed}$` };
}

/**
 * An optional text is described by its contract as one of its form or blank. The document states the form alone: that blank
 * text counts as not given is said once, in the description of the document.
 */
function withoutBlank(schema: JsonSchema): JsonSchema {
  const { anyOf, ...others } = schema;
  const [form, blank] = anyOf ?? [];
  if (form === undefined || blank === undefined || Object.keys(blank).join() !== 'pattern') return schema;
  const { minLength, pattern, ...constraints } = form;
  const allowed = VISIBLE_TEXT.exec(pattern ?? '')?.[1];
  return {
    ...others,
    ...constraints,
    ...(pattern !== undefined && { pattern: allowed === undefined ? pattern : `^${allowed}$` }),
    ...(minLength !== undefined && minLength > 1 && { minLength }),
  };
}

/** A moment may also be sent as a bare day, which generators would make a union of two types. */
function oneMoment(schema: JsonSchema): JsonSchema {
  const { anyOf, ...others } = schema;
  const formats = anyOf?.map(({ format }) => format);
  return formats?.join() === 'date-time,date' ? { ...others, format: 'date-time' } : schema;
}

/** `anyOf` with null as a list of two types. An enum keeps it: its values would be those of two enums. */
function nullable(schema: JsonSchema): JsonSchema {
  const { anyOf, ...others } = schema;
  const [given, none] = anyOf ?? [];
  if (given === undefined || none?.type !== 'null' || anyOf?.length !== 2) return schema;
  const { description, deprecated, examples, ...form } = openEnum(oneMoment(withoutBlank(shortened(given))));
  const about = {
    ...(description !== undefined && { description }),
    ...(deprecated && { deprecated }),
    ...(examples !== undefined && { examples }),
  };
  if (form.enum !== undefined || typeof form.type !== 'string') {
    return { ...about, ...others, anyOf: [form, { type: 'null' }] };
  }
  return { ...form, ...about, ...others, type: [form.type, 'null'] };
}

/** Some generators make a field with a default a required one. The description names it instead. */
function withoutDefaults(schema: JsonSchema, direction: Direction): JsonSchema {
  const { properties } = schema;
  if (properties === undefined || direction === 'response') return schema;
  return {
    ...schema,
    properties: mapValues(properties, ({ default: value, ...field }) =>
      value === undefined
        ? field
        : { ...field, description: `${field.description ?? ''} Default: ${JSON.stringify(value)}.`.trim() },
    ),
  };
}
