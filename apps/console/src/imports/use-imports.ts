import { useInfiniteQuery } from '@tanstack/react-query';
import { useService } from '../service/service-context';

/** The first part of the key of every query about imports. */
export const IMPORTS_KEY = ['imports'] as const;

/** The imports of the organisation, the newest first, page by page. */
export function useImports() {
  const api = useService();
  return useInfiniteQuery({
    queryKey: IMPORTS_KEY,
    queryFn: ({ pageParam, signal }) =>
      api.imports.list({ ...(pageParam !== '' && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
