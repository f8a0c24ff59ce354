import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { profilesApiFor } from '@profiles/application';
import { Permission, type ProfilesApi, ProfilesError } from '@profiles/contracts';
import { cursorOf, positionOf } from '@profiles/events-gateway/feed/cursor';
import { createMemoryStore } from '@profiles/memory-store';
import { callContext, testDependencies } from '@profiles/testkit';
import { FuzzInput } from '../input.js';

const FIRST = 1_000_000;
const caller = { organisationId: 1, clientId: 'fuzz', permissions: new Set<string>(Object.values(Permission)) };
const api = (async () => {
  const made: ProfilesApi = profilesApiFor(testDependencies(createMemoryStore()), { ...callContext(), caller });
  for (const surname of ['Nordmann', 'Hansen', 'Berg']) {
    const names = { organisationId: 1, firstName: 'Kari', surname, createdBy: 'web', createdByChannel: 'webshop' };
    await made.profiles.create(names);
  }
  return made;
})();

type Walk = (api: ProfilesApi, cursor: string) => Promise<unknown>;
/** Every operation with a cursor. */
const WALKS: readonly [Walk, ...Walk[]] = [
  ({ profiles }, cursor) => profiles.search({ cursor, firstName: 'Kari' }),
  ({ profiles }, cursor) => profiles.search({ cursor, firstName: 'Kari', sort: 'surname' } as never),
  ({ profiles }, cursor) => profiles.listChanges({ cursor, customerNumber: FIRST }),
  ({ profiles }, cursor) => profiles.listDuplicates({ cursor }),
  ({ profiles }, cursor) => profiles.export({ customerNumber: FIRST, cursor }),
  ({ imports }, cursor) => imports.list({ cursor }),
];

/** Bytes as a cursor get a page or 400. The position of an event is the one that its cursor was made of. */
export async function fuzz(data: Uint8Array): Promise<void> {
  const input = new FuzzInput(data);
  if (input.byte() % 4 === 0) return checkPosition(input);
  const isEncoded = input.byte() % 2 === 0;
  const walk = input.pick(WALKS);
  const bytes = Buffer.from(input.rest());
  const cursor = isEncoded ? bytes.toString('base64url') : bytes.toString('utf8');
  await walk(await api, cursor).catch(isRefusal);
}

function checkPosition(input: FuzzInput): void {
  const bytes = Buffer.concat([input.rest()], 19);
  const position = {
    incarnation: bytes.readBigUInt64BE(0),
    epoch: bytes.readUInt32BE(8),
    sequence: bytes.readUIntBE(12, 6),
    mark: bytes.readUInt8(18),
  };
  deepStrictEqual(positionOf(cursorOf(position), 'after'), position);
  const text = Buffer.from(input.rest()).toString('utf8');
  try {
    strictEqual(cursorOf(positionOf(text, 'after')), text);
  } catch (error) {
    isRefusal(error);
  }
}

/** @throws the error, unless it says that the input is wrong */
function isRefusal(error: unknown): void {
  if (!(error instanceof ProfilesError)) throw error;
  ok(error.code === 400, `The error is ${error.code}: ${error.message}`);
}
