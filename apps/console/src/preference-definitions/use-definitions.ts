import { useInfiniteQuery } from '@tanstack/react-query';
import { useService } from '../service/service-context';

/** The first part of the key of every query about preference definitions. */
export const DEFINITIONS_KEY = ['preference-definitions'] as const;

const PER_PAGE = 100;

/** The preference definitions of the organisation, by id, page by page. */
export function useDefinitions() {
  const api = useService();
  return useInfiniteQuery({
    queryKey: [...DEFINITIONS_KEY, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.preferenceDefinitions.list({ perPage: PER_PAGE, after: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.length < PER_PAGE ? undefined : page.at(-1)?.id),
  });
}
