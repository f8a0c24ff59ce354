import type { CustomerResponse, DuplicatePair, ProfilesApi } from '@profiles/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useService } from '../service/service-context';

/** A likely pair with its customers. One that cannot be read, such as one erased meanwhile, is absent. */
export interface LoadedPair extends DuplicatePair {
  readonly customers: readonly (CustomerResponse | undefined)[];
}

/** The key of the query of the inbox. */
export const DUPLICATES_KEY = ['duplicates'] as const;

/** Pairs that are read at once. Their customers fit into one call of profiles.getMany. */
const PER_PAGE = 20;

/** The likely pairs of the organisation with their customers, page by page. */
export function useDuplicates() {
  const api = useService();
  return useInfiniteQuery({
    queryKey: DUPLICATES_KEY,
    queryFn: ({ pageParam, signal }) => loadPage(api, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

async function loadPage(api: ProfilesApi, cursor: string, signal: AbortSignal) {
  const { items, nextCursor } = await api.profiles.listDuplicates(
    { perPage: PER_PAGE, ...(cursor !== '' && { cursor }) },
    { signal },
  );
  const customerNumbers = [...new Set(items.flatMap((pair) => pair.customerNumbers))];
  const customers = customerNumbers.length === 0 ? [] : await api.profiles.getMany({ customerNumbers }, { signal });
  const byNumber = new Map(customers.map((customer) => [customer.customerNumber, customer]));
  const pairs = items.map(
    (pair): LoadedPair => ({ ...pair, customers: pair.customerNumbers.map((number) => byNumber.get(number)) }),
  );
  return { pairs, nextCursor };
}
