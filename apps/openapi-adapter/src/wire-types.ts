import { z } from 'zod';

// Path and query hold text. What a field's text stands for is read off the field's own schema.

/** How a field is written in a path or a query. */
type WireType = 'integer' | 'number' | 'boolean' | 'text';

interface Property {
  readonly type?: string;
  readonly anyOf?: readonly Property[];
}

/** How each field of an input is written. */
export function wireTypesOf(input: z.ZodObject): Readonly<Record<string, WireType>> {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  const types = Object.entries(properties as Record<string, Property>).map(([name, property]) => {
    const kinds = [property.type, ...(property.anyOf ?? []).map(({ type }) => type)].filter(
      (type) => type !== undefined,
    );
    const [type] = kinds.filter((kind) => kind !== 'null');
    return [name, type === 'integer' || type === 'number' || type === 'boolean' ? type : 'text'] as const;
  });
  return Object.assign(Object.create(null), Object.fromEntries(types));
}

/** A value, or what was expected in its place. */
interface Read {
  readonly value: unknown;
  readonly expected?: string;
}

const INTEGER = /^-?\d{1,20}$/;
const DECIMAL = /^-?\d{1,20}(\.\d{1,20})?$/;

/** Only `true` and `false` become booleans, and only decimal digits numbers: no other text is converted. */
export function valueFrom(text: string, type: WireType): Read {
  switch (type) {
    case 'boolean':
      return text === 'true' || text === 'false'
        ? { value: text === 'true' }
        : { value: text, expected: 'true or false' };
    case 'integer':
      return INTEGER.test(text) ? { value: Number(text) } : { value: text, expected: 'a decimal integer' };
    case 'number':
      return DECIMAL.test(text) ? { value: Number(text) } : { value: text, expected: 'a decimal number' };
    default:
      return { value: text };
  }
}
