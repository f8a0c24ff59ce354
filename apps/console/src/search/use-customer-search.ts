import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useService } from '../service/service-context';
import { recognise } from './recognise';
import { type Continued, joinedPages, type ResultPage, runSearch } from './run-search';
import { useSettled } from './use-settled';

/** The time without a key press after which a search begins, in milliseconds. */
const PAUSE = 120;

interface TextPage extends ResultPage {
  /** The text that it was found for. */
  readonly text: string;
}

/** Many pages are not read again by themselves: that would take as long as it took to read them. */
const isShort = ({ state }: { readonly state: { readonly data: InfiniteData<TextPage> | undefined } }) =>
  (state.data?.pages.length ?? 0) < 2;

const allPages = ({ pages }: InfiniteData<TextPage>) => ({ ...joinedPages(pages), text: pages[0]?.text });

/** Searches for a text while it is typed. `lookups` are the readings of the text that was searched for last. */
export function useCustomerSearch(text: string) {
  const api = useService();
  const settled = useSettled(text.trim(), PAUSE);
  const lookups = recognise(settled);
  const query = useInfiniteQuery({
    queryKey: ['search', settled],
    queryFn: async ({ pageParam, signal }): Promise<TextPage> => ({
      ...(await runSearch(api, pageParam, signal)),
      text: settled,
    }),
    initialPageParam: lookups.map((lookup) => ({ lookup })) as Continued,
    getNextPageParam: ({ next }) => (next.length > 0 ? next : undefined),
    select: allPages,
    enabled: lookups.length > 0,
    placeholderData: keepPreviousData,
    refetchOnMount: isShort,
    refetchOnWindowFocus: isShort,
  });
  // Results of an earlier text stay on the page until the new ones are there, and must not be taken for those.
  const isReading = query.isFetching && !query.isFetchingNextPage;
  const isCurrent = settled === text.trim() && !isReading && !query.isPlaceholderData;
  return { ...query, lookups, isCurrent };
}
