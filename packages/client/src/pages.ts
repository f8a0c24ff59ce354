import type { CallOptions } from '@profiles/contracts/calls';

/** An operation that returns a page of items and a cursor to the next page. */
type PagedCall<Input, Item> = (
  input: Input & { cursor?: string | undefined },
  options?: CallOptions,
) => Promise<{ items: Item[]; nextCursor?: string | undefined }>;

/**
 * Walks through all items of an operation with pages, page by page: each next page is read when its first item is asked for.
 * Stop with `break`.
 * @param call - such as `api.profiles.search`, `api.profiles.listChanges`, `api.profiles.listDuplicates`
 * @throws ProfilesCallError as the operation does
 * @example
 * for await (const customer of eachItem(api.profiles.search, { surname: 'Nordmann' })) console.log(customer.customerNumber);
 */
export async function* eachItem<Input extends object, Item>(
  call: PagedCall<Input, Item>,
  input: Input,
  options?: CallOptions,
): AsyncGenerator<Item, void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await call(cursor === undefined ? input : { ...input, cursor }, options);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
