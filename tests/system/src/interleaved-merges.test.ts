import { profilesApiFor } from '@profiles/application';
import { Permission } from '@profiles/contracts';
import { createMemoryStore } from '@profiles/memory-store';
import { callContext, testDependencies } from '@profiles/testkit';
import { expect, test } from 'vitest';

const ORGANISATION = 100;
const PERSON = { organisationId: ORGANISATION, firstName: 'Kari', surname: 'Nordmann' };
const AUTHOR = { createdBy: 'test', createdByChannel: 'test' };

interface Numbered {
  readonly customerNumber: number;
}

/** A service where other calls can come between two reads of one call. */
function sceneOf() {
  const memory = createMemoryStore();
  const interruptions = new Map<number, () => Promise<unknown>>();
  async function interrupt(customerNumber: number): Promise<void> {
    const others = interruptions.get(customerNumber);
    interruptions.delete(customerNumber);
    await others?.();
  }
  const interrupted = <L extends Pick<typeof memory.summaries, 'byCustomerNumber' | 'byCustomerNumbers'>>(
    lookups: L,
  ): L => ({
    ...lookups,
    async byCustomerNumber(customerNumber: number, within?: number) {
      const profile = await lookups.byCustomerNumber(customerNumber, within);
      await interrupt(customerNumber);
      return profile;
    },
    async byCustomerNumbers(customerNumbers: readonly number[], within?: number) {
      const profiles = await lookups.byCustomerNumbers(customerNumbers, within);
      for (const customerNumber of customerNumbers) await interrupt(customerNumber);
      return profiles;
    },
  });
  const store = { ...interrupted(memory), summaries: interrupted(memory.summaries) };
  const { profiles } = profilesApiFor(testDependencies(store), callContext(ORGANISATION, Object.values(Permission)));
  return {
    profiles,
    create: (fields: object = {}) => profiles.create({ ...PERSON, ...AUTHOR, ...fields }),
    /** Runs other calls after the next read of a customer. */
    afterRead: ({ customerNumber }: Numbered, others: () => Promise<unknown>) =>
      interruptions.set(customerNumber, others),
    merge: (source: Numbered, target: Numbered) =>
      profiles.merge({ customerNumber: target.customerNumber, pticketCustomerNumber: source.customerNumber }),
    unmerge: (source: Numbered, target: Numbered) =>
      profiles.unmerge({ customerNumber: target.customerNumber, mergedCustomerNumber: source.customerNumber }),
    get: ({ customerNumber }: Numbered) => profiles.get({ customerNumber }),
  };
}

async function parties() {
  const scene = sceneOf();
  return { ...scene, source: await scene.create({ profileType: 'P' }), target: await scene.create() };
}

test('[MERGE-1] an unmerge between the two reads of a merge is noticed: both parties change, or neither', async () => {
  const { afterRead, get, merge, source, target, unmerge } = await parties();
  await merge(source, target);
  // The merge reads its target before the unmerge, and its source after it.
  afterRead(target, () => unmerge(source, target));
  await merge(source, target);
  expect((await get(source)).customerNumber).toBe(target.customerNumber);
  expect(await get(target)).toMatchObject({ relatedCustomerNumbers: [source.customerNumber] });
});

test('[UNMERGE-1] a merge between the two reads of an unmerge is noticed: both parties change, or neither', async () => {
  const { afterRead, get, merge, source, target, unmerge } = await parties();
  // The unmerge reads its target before the merge, and its source after it.
  afterRead(target, () => merge(source, target));
  await unmerge(source, target);
  expect(await get(source)).toMatchObject({ customerNumber: source.customerNumber, status: 'A' });
  expect(await get(target)).toMatchObject({ relatedCustomerNumbers: [] });
});

test('[REDIR-1] a customer whose merge is undone between the reads of a lookup is found as itself', async () => {
  const { afterRead, get, merge, source, target, unmerge } = await parties();
  await merge(source, target);
  afterRead(source, () => unmerge(source, target));
  expect(await get(source)).toMatchObject({ customerNumber: source.customerNumber, status: 'A' });
});

test('[REDIR-1] the same for a lookup of many customers', async () => {
  const { afterRead, merge, profiles, source, target, unmerge } = await parties();
  await merge(source, target);
  afterRead(source, () => unmerge(source, target));
  const [found] = await profiles.getMany({ customerNumbers: [source.customerNumber] });
  expect(found).toMatchObject({ customerNumber: source.customerNumber });
});
