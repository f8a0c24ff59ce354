import type { z } from 'zod';

/** The form of one member of a response. */
export type MemberForm =
  | { readonly kind: 'text'; readonly oneOf?: ReadonlySet<string> }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'object'; readonly members: ResponseShape }
  | { readonly kind: 'list'; readonly of: MemberForm }
  /** A form that no code but the schema itself checks. */
  | { readonly kind: 'other' };

/** One member of a response object. */
export interface ResponseMember {
  readonly name: string;
  readonly isOptional: boolean;
  readonly form: MemberForm;
}

/** The members of a response object, in the order in which the schema writes them. */
export type ResponseShape = readonly ResponseMember[];

/** The parts of a schema that its form depends on. */
interface Definition {
  readonly type: string;
  readonly checks?: readonly unknown[];
  readonly coerce?: boolean;
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly entries?: Readonly<Record<string, string>>;
}

/**
 * Reads from the schema of a response what a store must know in order to write that response without the schema. A schema
 * with a rule that {@link MemberForm} can't express has the form `other`.
 */
export function responseShapeOf(schema: z.ZodObject): ResponseShape {
  return Object.entries(schema.shape).map(([name, member]) => {
    const { type, innerType } = definitionOf(member as z.core.$ZodType);
    const isOptional = type === 'optional';
    return {
      name,
      isOptional,
      form: formOf(isOptional ? (innerType as z.core.$ZodType) : (member as z.core.$ZodType)),
    };
  });
}

function formOf(schema: z.core.$ZodType): MemberForm {
  const { type, checks = [], coerce, element, entries } = definitionOf(schema);
  if (coerce) return OTHER;
  if (type === 'number' && checks.every(isBound)) return integerOf(schema as z.ZodNumber);
  if (checks.length > 0) return OTHER;
  switch (type) {
    case 'string':
      return { kind: 'text' };
    case 'enum':
      return { kind: 'text', oneOf: new Set(Object.values(entries ?? {})) };
    case 'object':
      return { kind: 'object', members: responseShapeOf(schema as z.ZodObject) };
    case 'array':
      return { kind: 'list', of: formOf(element as z.core.$ZodType) };
    default:
      return OTHER;
  }
}

const OTHER: MemberForm = { kind: 'other' };

/** A whole number. Its checks are bounds, which the schema states as its own properties. */
function integerOf({ isInt, minValue, maxValue }: z.ZodNumber): MemberForm {
  if (!isInt) return OTHER;
  const min = Math.max(minValue ?? Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
  const max = Math.min(maxValue ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  return { kind: 'integer', min, max };
}

/** Whether a check is an inclusive bound of a number. */
function isBound(check: unknown): boolean {
  const { def } = (check as z.core.$ZodCheck)._zod;
  return ['greater_than', 'less_than'].includes(def.check) && (def as { inclusive?: boolean }).inclusive === true;
}

function definitionOf(schema: z.core.$ZodType): Definition {
  return schema._zod.def as unknown as Definition;
}
