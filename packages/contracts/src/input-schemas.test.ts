import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { badInput } from './bad-input.js';
import { isNotGiven } from './blank-text.js';
import { OPERATIONS } from './operations.js';
import { OPERATION_LIST } from './profiles-api.js';

const BLANKS = ['', ' ', '\t', '\u00a0', '\u200b', '\u3164'];

/** As much of JSON Schema as the schemas use. */
interface Schema {
  readonly $ref?: string | undefined;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly const?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[] | undefined;
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
}

interface Field {
  readonly path: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** Every field of a schema, nested ones included. */
function fieldsOf(schema: z.ZodType, io: 'input' | 'output'): Field[] {
  const root = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;
  const resolve = (one: Schema): Schema => {
    const name = one.$ref?.slice(one.$ref.lastIndexOf('/') + 1);
    return name === undefined ? one : { ...root.$defs?.[name], ...one, $ref: undefined };
  };
  const walk = (given: Schema, path: string): Field[] => {
    const one = resolve(given);
    const own = Object.entries(one.properties ?? {}).flatMap(([name, value]) => {
      const at = path === '' ? name : `${path}.${name}`;
      const field = resolve(value);
      const described = { ...field, anyOf: field.anyOf?.map(resolve) };
      return [{ path: at, schema: described, isRequired: one.required?.includes(name) ?? false }, ...walk(field, at)];
    });
    // An entry without a type is a condition on the fields, no field of its own.
    const forms = (one.anyOf ?? []).map(resolve).filter(({ type }) => type !== undefined);
    const below = [...forms, ...(one.items === undefined ? [] : [one.items])];
    return [...own, ...below.flatMap((next) => walk(next, path))];
  };
  return walk(root, '');
}

function isText({ type, anyOf }: Schema): boolean {
  return type === 'string' || (anyOf?.some((one) => one.type === 'string') ?? false);
}

const operations = OPERATION_LIST.map(({ name, operation }) => ({ name, operation }));

function errorsOf(schema: z.ZodType, input: unknown) {
  const result = schema.safeParse(input);
  return result.success ? [] : (badInput(result.error.issues).details.errors ?? []);
}

// Contract, section 1, "blank text": "400 wherever a field must not be empty … In an optional field, one with a format
// included, it counts as not given."
describe('blank text', () => {
  test.each(operations)('in $name', ({ operation }) => {
    const fields = fieldsOf(operation.input, 'input').filter(
      ({ schema, path }) => isText(schema) && !path.includes('.'),
    );
    const absent = errorsOf(operation.input, {}).map((error) => error.path);
    for (const { path, isRequired } of fields) {
      for (const blank of BLANKS) {
        const paths = errorsOf(operation.input, { [path]: blank }).map((error) => error.path);
        // A patch needs no name, but one that it sends must not be empty (606).
        const mustNotBeEmpty = isRequired || (operation.slug === 'patch-profile' && /surname|firstName/.test(path));
        if (mustNotBeEmpty) expect(paths, JSON.stringify([path, blank])).toContain(path);
        else expect(paths, JSON.stringify([path, blank])).toEqual(absent);
      }
    }
  });
});

describe('descriptions', () => {
  test.each(operations)('every field of the input of $name has one', ({ operation }) => {
    const without = fieldsOf(operation.input, 'input').filter(({ schema }) => !descriptionOf(schema));
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  test.each(operations)('every field of the response of $name has one', ({ operation }) => {
    if (operation.output instanceof z.ZodVoid) return;
    const without = fieldsOf(operation.output, 'output').filter(({ schema }) => !descriptionOf(schema));
    expect([...new Set(without.map(({ path }) => path))]).toEqual([]);
  });
});

function descriptionOf({ description, anyOf }: Schema): string | undefined {
  return description ?? anyOf?.find((one) => one.description !== undefined)?.description;
}

describe('all errors at once', () => {
  // Contract, section 1: "A 400 response names every error in the request, including errors in nested fields and in rules
  // across fields."
  test('create-profile names those of fields, of nested fields and across fields', () => {
    const address = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' };
    const errors = errorsOf(OPERATIONS.profiles.create.input, {
      organisationId: '1',
      surname: '\u200b',
      createdBy: ' ',
      email: 'x',
      countryCode: '+47',
      telephoneNumber: 'abc',
      dateOfBirth: '1849-12-31',
      nationality: 'XX',
      password: 'short',
      telephoneNumberVerifiedAt: '2999-01-01',
      surnam: 'x',
      postalAddresses: [
        { ...address, town: '' },
        { ...address, postCode: '1' },
        { ...address, street: 1 },
      ],
    });
    expect(errors.map(({ path }) => path).sort()).toEqual(
      [
        ...['organisationId', 'surname', 'firstName', 'createdBy', 'createdByChannel', 'email', 'dateOfBirth'],
        ...['telephoneNumberNoCountryCode', 'telephoneNumber', 'telephoneNumberVerifiedAt', 'nationality', 'password'],
        ...['surnam', 'postalAddresses.0.town', 'postalAddresses.1.postCode', 'postalAddresses.2.street'],
      ].sort(),
    );
  });

  test('a rule across fields is told beside any wrong field', () => {
    const both = { customerNumber: 'x', startOfOwnership: '2026-01-02', endOfOwnership: '2026-01-01' };
    const errors = errorsOf(OPERATIONS.ecards.add.input, { ...both, ecardOperator: '57803', ecardNumber: 1 });
    expect(errors.map(({ path }) => path)).toEqual(['customerNumber', 'endOfOwnership']);
    const search = errorsOf(OPERATIONS.profiles.search.input, { email: '*', perPage: 0, countryCode: '47' });
    expect(search.map(({ path }) => path)).toEqual(['countryCode', 'perPage', 'email']);
  });

  test('a password that is blank is not given, to the permission check too', () => {
    const { alsoNeeds } = OPERATIONS.credentials.changePassword;
    for (const blank of [undefined, null, ...BLANKS]) {
      expect(isNotGiven(blank)).toBe(true);
      expect(alsoNeeds?.({ currentPassword: blank })).toHaveLength(1);
    }
    expect(alsoNeeds?.({ currentPassword: 'x' })).toEqual([]);
  });
});

describe('searches', () => {
  const { input } = OPERATIONS.profiles.find;
  const codeOf = (criteria: object) => {
    const result = input.safeParse(criteria);
    return result.success ? 200 : badInput(result.error.issues).code;
  };

  // Contract, sections 1 and 4: "A value that is not a telephone number is 400 (605), never an empty result", "a lone * is 400".
  test.each([
    [{ countryCode: '47', telephoneNumberNoCountryCode: '40612233' }, 605],
    // A plus sign that arrived as a blank.
    [{ countryCode: ' 47', telephoneNumberNoCountryCode: '40612233' }, 605],
    [{ countryCode: '+47', telephoneNumberNoCountryCode: 'abc' }, 605],
    [{ telephoneNumber: 'abc' }, 605],
    [{ landlineNumber: 'abc' }, 605],
    [{ telephoneNumber: ' 4740612233' }, 200],
    [{ telephoneNumber: '4740612233' }, 200],
    [{ landlineNumber: '(+47) 22 12 34 56' }, 200],
    [{ countryCode: '+47', surname: 'x' }, 200],
    [{ countryCode: '+47' }, 400],
    [{ email: '*' }, 400],
    [{ surname: '*' }, 400],
    [{ email: ' * ' }, 400],
    [{ email: '*', surname: 'x' }, 200],
    [{ email: 'a*' }, 200],
    [{ email: ' ', surname: '\u200b' }, 400],
    [{}, 400],
  ])('%j is %i', (criteria, code) => {
    expect(codeOf(criteria)).toBe(code);
  });

  test('the telephone number is the pair afterwards, and half a pair is left out', () => {
    const pair = { countryCode: '+47', telephoneNumberNoCountryCode: '40612233' };
    expect(input.parse({ telephoneNumber: '0047 40612233' })).toEqual({ ...pair, maxResultSet: 100 });
    expect(input.parse({ ...pair, telephoneNumber: '+4520123456' })).toEqual({ ...pair, maxResultSet: 100 });
    expect(input.parse({ surname: 'x', countryCode: '+47' })).toEqual({ surname: 'x', maxResultSet: 100 });
  });
});
