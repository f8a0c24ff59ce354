import { randomInt } from 'node:crypto';
import { createProfilesClient } from '@profiles/client';
import { type NamedOperation, OPERATION_LIST, OPERATIONS, Permission } from '@profiles/contracts';
import { type ExampleWorld, exampleInput } from '@profiles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asker, askerOf, type Verdict } from './generated-input/ask.js';
import { type Field, fieldsOf, replaced } from './generated-input/fields.js';
import { type Mutation, mutationTable } from './generated-input/mutations.js';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const AT_ONCE = 8;
const LONGEST_IN_PATH = 2000;
const FIELD_CODES = [400, 600, 603, 604, 605, 606, 628];
/** All but acting for every organisation: with that one, organisationId would be anybody's. */
const PERMISSIONS = Object.values(Permission).filter((permission) => permission !== Permission.AllOrganisations);

interface Case {
  readonly named: NamedOperation;
  readonly field: Field;
  readonly mutation: Mutation;
}

/** The error in a response, if there is one. */
function faultOf(
  { field, mutation, named }: Case,
  { ok, status, code, paths }: Verdict,
  isRest = false,
): string | undefined {
  const path = field.path.join('.');
  const inPath = named.operation.rest.path.includes(`{${path}}`);
  if (ok && isOfRows(named, field.path)) return;
  if (mutation.tolerated && (ok || (inPath && status === 404 && code === 617))) return;
  // The organisation is checked before the input, and no organisation has a negative number.
  if (path === 'organisationId' && mutation.name === 'a negative number' && status === 403 && code === 610) return;
  // Such a path is refused before its route is known.
  if (isRest && isTooLongForPath({ named, field, mutation }))
    return status === 414 && code === 414 ? undefined : `${status} ${code}`;
  if (status !== 400 || code === undefined || !FIELD_CODES.includes(code)) return `${status} ${code}`;
  // Such a body is refused before it is read; a body that is a list has no name.
  if (isRest && (mutation.name.includes('__proto__') || named.operation.rest.bodyUnder === path)) return;
  const isNamed = paths.some((one) => [path, `${path}VerifiedAt`].includes(one) || one.startsWith(`${path}.`));
  if (!isNamed) return `${status} ${code} without its path, but ${JSON.stringify(paths)}`;
}

function isTooLongForPath({ named, field, mutation: { value } }: Case): boolean {
  const isInPath = named.operation.rest.path.includes(`{${field.path.join('.')}}`);
  return isInPath && typeof value === 'string' && value.length > LONGEST_IN_PATH;
}

/** [IMPORT-1] Each row is judged by itself: its errors are in its outcome, and the call succeeds. The suite of imports tests that. */
function isOfRows({ operation }: NamedOperation, [first]: Field['path']): boolean {
  return operation === OPERATIONS.imports.rows && first === 'rows';
}

const mutationsOf = mutationTable();
const CASES = new Map(
  OPERATION_LIST.map((named) => [
    named,
    fieldsOf(named.operation)
      .filter(({ path }) => path.length === 1 || !isOfRows(named, path))
      .flatMap((field) => mutationsOf(field).map((mutation): Case => ({ named, field, mutation }))),
  ]),
);

const shown = ({ ok, status, code }: Verdict) => (ok ? 'taken' : `${status} ${code}`);

describe.skipIf(MONGODB_URI === undefined)('whatever is sent in the place of a field', () => {
  let stack: Stack;
  let ask: Asker;
  let world: ExampleWorld;

  beforeAll(async () => {
    stack = await startStack({ events: true });
    const organisationId = randomInt(1, 1_000_000);
    const token = await stack.token({ organisationId, permissions: PERMISSIONS });
    ask = askerOf(stack, token);
    const api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
    world = { api, organisationId };
  });
  afterAll(() => stack.close());

  const baseOf = ({ operation }: NamedOperation) => exampleInput(operation, world);

  /** Valid inputs of one operation. What was refused left its customer as it was, so the next one may have that. */
  function basesOf(named: NamedOperation) {
    let base: Promise<Readonly<Record<string, unknown>>> | undefined;
    return {
      async next({ field, mutation }: Case) {
        base ??= baseOf(named);
        return replaced(await base, field.path, mutation.value);
      },
      heard(verdict: Verdict | undefined): void {
        if (verdict?.ok) base = undefined;
      },
    };
  }

  async function faultsOf(one: Case, bases: ReturnType<typeof basesOf>): Promise<string[]> {
    const { named, field, mutation } = one;
    const overTrpc = await ask.overTrpc(named, await bases.next(one));
    bases.heard(overTrpc);
    const overRest = await ask.overRest(named, await bases.next(one));
    bases.heard(overRest);
    const faults = [
      ...[faultOf(one, overTrpc)].flatMap((fault) => fault ?? []).map((fault) => `tRPC ${fault}`),
      ...(overRest
        ? [faultOf(one, overRest, true)].flatMap((fault) => fault ?? []).map((fault) => `REST ${fault}`)
        : []),
      ...(overRest && !isTooLongForPath(one) && shown(overRest) !== shown(overTrpc)
        ? [`tRPC says ${shown(overTrpc)}, REST says ${shown(overRest)}`]
        : []),
    ];
    return faults.map((fault) => `${field.path.join('.')} as ${mutation.name}: ${fault}`);
  }

  test.each(OPERATION_LIST)('$operation.slug refuses it by name, or takes it as it says it does', async (named) => {
    expect(await ask.overTrpc(named, await baseOf(named)), 'the valid input').toMatchObject({ ok: true });
    expect(await ask.overRest(named, await baseOf(named)), 'the valid input').toMatchObject({ ok: true });
    const faults: string[] = [];
    const waiting = [...(CASES.get(named) ?? [])];
    const work = async () => {
      const bases = basesOf(named);
      for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
        faults.push(...(await faultsOf(one, bases)));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(faults.sort()).toEqual([]);
  });
});
