import { type ProfileStore, profilesApiFor, UniqueKeyTakenError } from '@profiles/application';
import { createMemoryStore } from '@profiles/memory-store';
import { callContext, testDependencies } from '@profiles/testkit';
import { expect, test } from 'vitest';

const PERSON = { surname: 'Nordmann', firstName: 'Kari', organisationId: 1, createdBy: 'w', createdByChannel: 'w' };

/** A store that names a key as taken in the first commits of a profile. */
function refusing(store: ProfileStore, key: () => string, times: number): ProfileStore {
  let left = times;
  return new Proxy(store, {
    get: (target, name) => {
      const value = Reflect.get(target, name);
      if (name !== 'commit') return typeof value === 'function' ? value.bind(target) : value;
      return (commit: Parameters<ProfileStore['commit']>[0]) => {
        const isUpdate = commit.profiles.some(({ before }) => before !== undefined);
        if (!isUpdate || left === 0) return target.commit(commit);
        left -= 1;
        throw new UniqueKeyTakenError(key());
      };
    },
  });
}

test('a key that a profile held before is not refused as taken: the call decides anew', async () => {
  let key = '';
  const api = profilesApiFor(testDependencies(refusing(createMemoryStore(), () => key, 2)), callContext(1));
  const { customerNumber, customerRef } = await api.profiles.create(PERSON);
  key = `ref:${customerRef}`;
  expect(await api.profiles.patch({ customerNumber, surname: 'Hansen' })).toMatchObject({ surname: 'Hansen' });
});

test('[UNIQ-1] an email that the profile did not hold before is refused', async () => {
  const store = refusing(createMemoryStore(), () => 'email:kari@example.no', 1);
  const api = profilesApiFor(testDependencies(store), callContext(1));
  const { customerNumber } = await api.profiles.create(PERSON);
  await expect(api.profiles.patch({ customerNumber, email: 'kari@example.no' })).rejects.toMatchObject({ code: 602 });
});
