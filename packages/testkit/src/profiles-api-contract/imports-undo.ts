import { describe, expect, test } from 'vitest';
import { aRow, importer, oldNumber } from './imports.js';
import { type NewOrganisation, newEmail, unique } from './organisation.js';
import { expectRefusal } from './refusals.js';

export function importsUndoContract(newOrganisation: NewOrganisation): void {
  describe('undo of imports', () => {
    test('[IMPORT-3] created customers are removed, updated ones restored, and later changes are kept', async () => {
      const organisation = newOrganisation();
      const { begin, send, api } = importer(organisation);
      const [untouched, edited] = [
        await organisation.create({ customerRef: unique() }),
        await organisation.create({ customerRef: unique() }),
      ];
      const before = await api.profiles.get({ customerNumber: untouched.customerNumber });
      const made = await begin({ onExisting: 'update' });
      const outcomes = await send(made, [
        aRow({ customerRef: untouched.customerRef, surname: 'Imported', email: newEmail() }),
        aRow({ customerRef: edited.customerRef, surname: 'Imported' }),
        aRow(),
        aRow(),
      ]);
      const [, , gone, stays] = outcomes.map(({ customerNumber }) => Number(customerNumber));
      for (const customerNumber of [edited.customerNumber, Number(stays)])
        await organisation.update(await api.profiles.get({ customerNumber }), { surname: 'Later' });
      await api.imports.complete({ importId: made.id });
      expect(await api.imports.undo({ importId: made.id })).toEqual({ removed: 1, restored: 1, kept: 2 });
      await expectRefusal(api.profiles.get({ customerNumber: Number(gone) }), 617, 404);
      expect(await api.profiles.get({ customerNumber: Number(stays) })).toMatchObject({ surname: 'Later' });
      const after = await api.profiles.get({ customerNumber: untouched.customerNumber });
      const { changedAt: _at, changedBy: _by, changedByChannel: _channel, ...restored } = after;
      expect(before).toMatchObject(restored);
      expect((await organisation.events({ customerNumber: Number(gone) })).at(-1)).toMatchObject({
        eventType: 'DELETE',
        cause: 'undo-import',
      });
      expect((await organisation.events(untouched)).at(-1)).toMatchObject({
        eventType: 'UPDATE',
        cause: 'undo-import',
        revision: 3,
      });
      expect(await api.imports.undo({ importId: made.id })).toEqual({ removed: 0, restored: 0, kept: 0 });
      expect((await api.imports.get({ importId: made.id })).state).toBe('undone');
      await expectRefusal(send(made, [aRow()], 900), 409, 409);
    });

    test('[IMPORT-3] merged customers are removed with their survivor, and its numbers can be given again', async () => {
      const { run, api } = importer(newOrganisation());
      const [survivor, merged, email] = [oldNumber(), oldNumber(), newEmail()];
      const rows = [aRow({ customerNumber: survivor, email }), aRow({ customerNumber: merged, mergedInto: survivor })];
      const { made } = await run(rows);
      expect(await api.imports.undo({ importId: made.id })).toEqual({ removed: 2, restored: 0, kept: 0 });
      await expectRefusal(api.profiles.get({ customerNumber: merged }), 617, 404);
      const again = await run(rows);
      expect(again.outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
      expect(await api.profiles.get({ customerNumber: merged })).toMatchObject({ redirectedFrom: merged });
    });

    test('[IMPORT-3] a survivor of before no longer has the numbers of removed customers', async () => {
      const organisation = newOrganisation();
      const { run, api } = importer(organisation);
      const { customerNumber } = await organisation.create();
      const merged = oldNumber();
      const { made, outcomes } = await run([aRow({ customerNumber: merged, mergedInto: customerNumber })]);
      expect(outcomes[0]).toMatchObject({ outcome: 'created' });
      const related = async () => (await api.profiles.get({ customerNumber })).relatedCustomerNumbers;
      expect(await related()).toEqual([merged]);
      await api.imports.undo({ importId: made.id });
      expect((await related()) ?? []).toEqual([]);
    });

    test('[IMPORT-3] a customer that signed in since, and one whose old email is taken, are kept', async () => {
      const organisation = newOrganisation();
      const { begin, send, api } = importer(organisation);
      const [email, old] = [newEmail(), newEmail()];
      const existing = await organisation.create({ customerRef: unique(), email: old });
      const made = await begin({ onExisting: 'update' });
      const password = 'correct horse battery staple';
      await send(made, [aRow({ email, password }), aRow({ customerRef: existing.customerRef, email: newEmail() })]);
      await organisation.create({ email: old });
      await api.credentials.verify({ email, password });
      expect(await api.imports.undo({ importId: made.id })).toEqual({ removed: 0, restored: 0, kept: 2 });
    });

    test('[IMPORT-3] a customer that the import created and updated again is removed once', async () => {
      const { begin, send, api } = importer(newOrganisation());
      const made = await begin({ onExisting: 'update' });
      const customerRef = unique();
      const filler = Array.from({ length: 120 }, () => aRow());
      await send(made, [aRow({ customerRef }), ...filler, aRow({ customerRef, surname: 'Again' })]);
      expect(await api.imports.undo({ importId: made.id })).toEqual({ removed: 121, restored: 0, kept: 0 });
    });

    test('[IMPORT-3] the undo of a dry run returns zeros', async () => {
      const { run, api } = importer(newOrganisation());
      const { made } = await run([aRow()], { dryRun: true });
      expect(await api.imports.undo({ importId: made.id })).toEqual({ removed: 0, restored: 0, kept: 0 });
    });

    test('[IMPORT-3] [ERASE-1] what an import keeps of an erased customer is erased with it', async () => {
      const organisation = newOrganisation();
      const { run, api } = importer(organisation);
      const existing = await organisation.create({ customerRef: unique() });
      const { made } = await run([aRow({ customerRef: existing.customerRef, surname: 'Imported' })], {
        onExisting: 'update',
      });
      await api.profiles.erase({ customerNumber: existing.customerNumber });
      expect(await api.imports.undo({ importId: made.id })).toEqual({ removed: 0, restored: 0, kept: 0 });
    });
  });
}
