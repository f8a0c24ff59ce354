import { describe, expectTypeOf, test } from 'vitest';
import type { CustomerResponse, EcardOwnershipResponse, eachItem, ProfilesApi } from './index.js';

// Checked by the compiler: a wrong type here fails the build of the tests.
describe('the typed client', () => {
  type Profiles = ProfilesApi['profiles'];
  type Ecards = ProfilesApi['ecards'];

  test('knows what each operation answers', () => {
    expectTypeOf<ReturnType<Profiles['get']>>().resolves.toEqualTypeOf<CustomerResponse>();
    expectTypeOf<ReturnType<Profiles['find']>>().resolves.toEqualTypeOf<CustomerResponse[]>();
    expectTypeOf<ReturnType<Ecards['update']>>().resolves.toEqualTypeOf<EcardOwnershipResponse>();
    expectTypeOf<Awaited<ReturnType<Profiles['getByUuid']>>['status']>().toEqualTypeOf<'A' | 'P' | 'D'>();
  });

  test('knows what each operation takes, and what is optional', () => {
    type Create = Parameters<Profiles['create']>[0];
    expectTypeOf<Create['organisationId']>().toEqualTypeOf<number>();
    expectTypeOf<Create['profileType']>().toEqualTypeOf<'S' | 'P' | 'T' | undefined>();
    expectTypeOf<Create['email']>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<Parameters<Profiles['restore']>[0]>().toEqualTypeOf<{ customerNumber: number }>();
  });

  test('has the types that the schemas infer, in both directions', () => {
    type Inferred = import('@profiles/contracts').ProfilesApi;
    const fits = (written: ProfilesApi, inferred: Inferred): [Inferred, ProfilesApi] => [written, inferred];
    expectTypeOf(fits).toBeFunction();
  });

  test('refuses a misspelt field, a wrong type and an unknown operation', () => {
    const wrong = (api: ProfilesApi) => {
      // @ts-expect-error the number is a number
      void api.profiles.get({ customerNumber: '5' });
      // @ts-expect-error there is no such flag
      void api.profiles.get({ customerNumber: 5, includeEcards: true });
      // @ts-expect-error there is no such operation
      void api.profiles.obliterate({ customerNumber: 5 });
    };
    const wrongPages = (api: ProfilesApi, each: typeof eachItem) => {
      // @ts-expect-error the size of a page is perPage
      void each(api.profiles.search, { surname: 'Nordmann', limit: 2 });
      void each(api.profiles.listChanges, { customerNumber: 5, perPage: 2 });
    };
    expectTypeOf([wrong, wrongPages]).toBeArray();
  });
});
