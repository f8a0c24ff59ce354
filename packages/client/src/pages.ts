import type { CallOptions } from '@profiles/contracts/calls';

/** An operation that returns a page of items and a cursor to the next page. */
type PagedCall = (
  input: never,
  options?: CallOptions,
) => Promise<{ readonly items: readonly unknown[]; readonly nextCursor?: string | undefined }>;

type ItemOf<Call extends PagedCall> = Awaited<ReturnType<Call>>['items'][number];

/**
 * Walks through all items of an operation with pages, page by page: each next page is read when its first item is asked for.
 * Stop with `break`.
 * @param call - such as `api.profiles.search`, `api.profiles.listChanges`, `api.profiles.listDuplicates`
 * @throws ProfilesCallError as the operation does
 * @example
 * for await (const customer of eachItem(api.profiles.search, { surname: 'Nordmann' })) console.log(customer.customerNumber);
 */
export async function* eachItem<Call extends PagedCall>(
  call: Call,
  input: Parameters<Call>[0],
  options?: CallOptions,
): AsyncGenerator<ItemOf<Call>, void, undefined> {
  let cursor: string | undefined;
  do {
    // A call with a cursor takes the rest of its input unchanged.
    const place = cursor === undefined ? input : { ...(input as object), cursor };
    const page = await call(place as never, options);
    yield* page.items as ItemOf<Call>[];
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
