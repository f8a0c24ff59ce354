import { type ChangeRecord, profilesApiFor } from '@profiles/application';
import { Permission, type ProfilesApi } from '@profiles/contracts';
import { createMemoryStore, type MemoryStore } from '@profiles/memory-store';
import { aProfile, callContext, testDependencies, testIds } from '@profiles/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

/** A page has a million characters at most, beyond its last item. */
const MAX_CHARACTERS = 1_250_000;
const AT = '2026-03-01T12:00:00.000Z';

const aNote = (id: number) => ({
  ...{ id: `note-${id}`, text: 'x'.repeat(4_000), createdAt: AT, createdBy: 'w' },
  ...{ changedAt: AT, changedBy: 'w' },
});
const notes = (count: number) => Array.from({ length: count }, (_, index) => aNote(index));

describe('responses are bounded, whatever is stored', () => {
  let store: MemoryStore;
  let api: ProfilesApi;
  beforeEach(() => {
    store = createMemoryStore();
    api = profilesApiFor(testDependencies(store), callContext(1, Object.values(Permission)));
  });

  const save = (profiles: readonly ReturnType<typeof aProfile>[], changes: readonly ChangeRecord[] = []) =>
    store.commit({ profiles: profiles.map((after) => ({ after })), ecards: [], events: [], changes });

  function aMergeRecord(customerNumber: number, revision: number, count: number): ChangeRecord {
    return {
      ...{ id: testIds.uuidAt(AT), customerNumber, organisationId: 1, revision, at: AT, operation: 'merge-profiles' },
      ...{ changedBy: 'w', changedByChannel: 'w', clientId: 'c', callerOrganisationId: 1, correlationId: 'c' },
      fields: [
        { field: 'surname', before: 'A', after: 'B' },
        { field: 'notes', after: notes(count) },
      ],
    };
  }

  test('the history of merges with 640 notes each: bounded pages, every entry once, the latest first', async () => {
    const customerNumber = 1_000_000;
    const records = [3, 2].map((revision) => aMergeRecord(customerNumber, revision, 640));
    await save([aProfile({ customerNumber })], records);
    const seen: { revision: number; ids: string[] }[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.profiles.listChanges({ customerNumber, perPage: 100, ...(cursor && { cursor }) });
      expect(JSON.stringify(page).length).toBeLessThan(MAX_CHARACTERS);
      for (const { revision, fields } of page.items) {
        const entries = fields.flatMap(({ field, after }) => (field === 'notes' ? (after as { id: string }[]) : []));
        seen.push({ revision, ids: entries.map(({ id }) => id) });
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    for (const revision of [3, 2]) {
      const ids = seen.filter((item) => item.revision === revision).flatMap((item) => item.ids);
      expect(ids).toEqual(notes(640).map(({ id }) => id));
    }
    expect(seen.map(({ revision }) => revision)).toEqual(
      [...seen.map(({ revision }) => revision)].sort((a, b) => b - a),
    );
  });

  test('the export of a person with 40 merged profiles: bounded pages, everything once', async () => {
    const customerNumber = 1_000_000;
    const merged = Array.from({ length: 40 }, (_, index) => customerNumber + 1 + index);
    await save(
      [
        aProfile({ customerNumber, relatedCustomerNumbers: merged, notes: notes(20) }),
        ...merged.map((number) =>
          aProfile({ customerNumber: number, status: 'P', parentId: customerNumber, notes: notes(20) }),
        ),
      ],
      [aMergeRecord(customerNumber, 2, 640)],
    );
    store.accessLog.record(
      Array.from({ length: 2_500 }, () => ({
        ...{ id: testIds.uuid(), customerNumber, at: AT, operation: 'get-profile', clientId: 'desk' },
        ...{ callerOrganisationId: 1, correlationId: 'c' },
      })),
    );
    const all = { profiles: [] as number[], notes: 0, accesses: [] as string[] };
    let cursor: string | undefined;
    do {
      const page = await api.profiles.export({ customerNumber, ...(cursor && { cursor }) });
      expect(JSON.stringify(page).length).toBeLessThan(3 * MAX_CHARACTERS);
      all.profiles.push(...page.profiles.map(({ customer }) => customer.customerNumber));
      all.accesses.push(...page.accesses.map(({ id }) => id));
      const entries = page.changes.flatMap(({ fields }) => fields.filter(({ field }) => field === 'notes'));
      all.notes += entries.reduce((sum, { after }) => sum + ((after as unknown[]) ?? []).length, 0);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(all.profiles).toEqual([customerNumber, ...merged]);
    expect(all.notes).toBe(640);
    expect(new Set(all.accesses).size).toBe(2_500);
    expect(all.accesses).toHaveLength(2_500);
  });

  test('a cursor of something else is refused (400)', async () => {
    const customerNumber = 1_000_000;
    await save([aProfile({ customerNumber })]);
    for (const cursor of ['x', btoa('["changes","x"]'), btoa('["accesses",1]'), btoa('["profiles","x"]')]) {
      await expect(api.profiles.export({ customerNumber, cursor })).rejects.toMatchObject({ code: 400 });
    }
  });

  test('2 300 preference definitions: at most 1 000 in one response, and all of them page by page', async () => {
    const definitions = Array.from({ length: 2_300 }, (_, index) => ({
      after: {
        ...{ id: index + 1, organisationId: 1, preferenceCode: `C${index}`, preferenceType: 'TEXT' as const },
        ...{ preferenceDescription: 'x', isActive: true, createdAt: AT, changedAt: AT, version: 1 },
      },
    }));
    await store.commit({ profiles: [], ecards: [], events: [], changes: [], definitions });
    const ids: number[] = [];
    for (let after = 0; ; after = ids.at(-1) ?? 0) {
      const page = await api.preferenceDefinitions.list({ after });
      expect(page.length).toBeLessThanOrEqual(1_000);
      ids.push(...page.map(({ id }) => id));
      if (page.length < 1_000) break;
    }
    expect(ids).toEqual(definitions.map(({ after }) => after.id));
    expect(await api.preferenceDefinitions.list({ perPage: 10 })).toHaveLength(10);
  });
});
