import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acrossFields, type SentFields } from './across-fields.js';
import { badInput } from './bad-input.js';
import { text } from './text-field.js';

interface Range {
  from: number;
  to: number;
}

const isOrdered = ({ values, isRefused, refuse }: SentFields<Range>) => {
  if (isRefused('from') || isRefused('to') || values.from <= values.to) return;
  refuse('to', { code: 605, message: 'Expected a number that is not below from.' });
};
const range = z.strictObject({ from: z.int(), to: z.int(), name: text({ max: 3 }) }).check(acrossFields(isOrdered));
const ranges = z.strictObject({ list: z.array(range).max(3), name: text({ max: 3 }) });

function pathsOf(schema: z.ZodType, value: unknown) {
  const result = schema.safeParse(value);
  return result.success ? [] : badInput(result.error.issues).details.errors?.map(({ path }) => path);
}

// zod's own superRefine and refine of an object do not run once one of its fields was refused.
describe('a rule across fields', () => {
  test('runs although another field was refused, an unknown one included', () => {
    expect(pathsOf(range, { from: 2, to: 1, name: '', extra: 1 })).toEqual(['name', 'extra', 'to']);
  });

  test('says nothing of a field that was refused on its own', () => {
    expect(pathsOf(range, { from: 2, to: 'x', name: 'a' })).toEqual(['to']);
    expect(pathsOf(range, { from: 2, name: 'a' })).toEqual(['to']);
  });

  test('runs in every entry of a list, with the errors of the fields beside it', () => {
    const wrong = { from: 2, to: 1, name: '' };
    const paths = pathsOf(ranges, { list: [wrong, { from: 1, to: 2, name: 'a' }, wrong], name: 'abcd' });
    expect(paths).toEqual(['list.0.name', 'list.0.to', 'list.2.name', 'list.2.to', 'name']);
  });

  test('does not run on what is no object', () => {
    expect(pathsOf(range, 'x')).toEqual(['']);
    expect(pathsOf(range, null)).toEqual(['']);
  });

  test('may leave the fields in another form, unless something was refused', () => {
    const doubled = z
      .strictObject({ from: z.int(), to: z.int() })
      .check(acrossFields<Range>(({ values }) => ({ from: values.from * 2, to: values.to * 2 })));
    expect(doubled.parse({ from: 1, to: 2 })).toEqual({ from: 2, to: 4 });
    expect(pathsOf(doubled, { from: 'x', to: 2 })).toEqual(['from']);
  });

  test('an error code is used when every error has it', () => {
    const codeOf = (value: unknown) => badInput(range.safeParse(value).error?.issues ?? []).code;
    expect(codeOf({ from: 2, to: 1, name: 'a' })).toBe(605);
    expect(codeOf({ from: 2, to: 1, name: '' })).toBe(400);
  });
});
