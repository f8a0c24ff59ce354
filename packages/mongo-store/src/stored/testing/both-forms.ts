import { JsonText, type ProfileStore, runOperation, type StoredProfile } from '@profiles/application';
import { OPERATION_LIST, type ProfilesError } from '@profiles/contracts';
import type { EcardOwnership, PreferenceDefinition, Profile } from '@profiles/domain';
import { callContext, testDependencies } from '@profiles/testkit';
import { BSON } from 'mongodb';
import { type ProfileDocument, profileFrom } from '../../schema/documents.js';
import { storedProfile } from '../stored-profile.js';

/** The customer number of the document. */
export const NUMBER = 1_000_001;
const AT = '2026-01-31T08:15:30.123Z';
const DEFINITIONS: readonly PreferenceDefinition[] = [1, 2, 3].map((id) => ({
  ...{ id, organisationId: 1, preferenceCode: `SEAT "${id}"`, preferenceType: 'TEXT', preferenceDescription: 'Ø' },
  ...{ isActive: true, createdAt: AT, changedAt: AT, version: 1 },
}));
const ECARD: EcardOwnership = {
  ...{ id: 'card', customerNumber: NUMBER, organisationId: 1, ecardOperator: '57803', ecardNumber: 7, version: 1 },
  ...{ ecardNumber16digits: '5780300000000071', startOfOwnership: AT, createdAt: AT, changedAt: AT, ecardName: '"Ø"' },
};

/** The reads of a store that holds one document, in both forms. A query of a form that is not used fails. */
export function storeOf(document: Record<string, unknown>): ProfileStore {
  const bytes = BSON.serialize(document);
  const lookupsOf = <P extends Profile | StoredProfile>(profile: () => P) => ({
    byCustomerNumber: async () => profile(),
    byCustomerNumbers: async () => [profile()],
    find: async () => [profile(), profile()],
  });
  const objects = lookupsOf(() => profileFrom(BSON.deserialize(bytes) as ProfileDocument));
  const stored = lookupsOf(() => storedProfile(bytes, 0));
  const reads = {
    ...{ ...objects, summaries: objects, stored: { whole: stored, summaries: stored } },
    ...{ count: async () => 2, ecardsOf: async () => [ECARD] },
    preferenceDefinitions: async (ids: readonly number[]) => DEFINITIONS.filter(({ id }) => ids.includes(id)),
    accessLog: { record: () => undefined },
  };
  return reads as unknown as ProfileStore;
}

/** The response of an operation as JSON, or the code of its error. */
export async function responseOf(call: { name: string; input: unknown }, store: ProfileStore, acceptsText: boolean) {
  const operation = OPERATION_LIST.find(({ name }) => name === call.name)?.operation;
  if (operation === undefined) throw new Error(`There is no operation ${call.name}.`);
  try {
    const context = { call: { ...callContext(), acceptsText }, deps: testDependencies(store) };
    const response = await runOperation(operation, call.input, context);
    const isText = response instanceof JsonText;
    return { isText, json: isText ? new TextDecoder().decode(response.bytes) : JSON.stringify(response) };
  } catch (error) {
    return { isText: false, json: String((error as ProfilesError).code) };
  }
}
