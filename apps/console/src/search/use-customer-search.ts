import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useService } from '../service/service-context';
import { recognise } from './recognise';
import { runSearch } from './run-search';
import { useSettled } from './use-settled';

/** The time without a key press after which a search begins, in milliseconds. */
const PAUSE = 120;

/** Searches for a text while it is typed. `lookups` are the readings of the text that was searched for last. */
export function useCustomerSearch(text: string) {
  const api = useService();
  const settled = useSettled(text.trim(), PAUSE);
  const lookups = recognise(settled);
  const query = useQuery({
    queryKey: ['search', settled],
    queryFn: ({ signal }) => runSearch(api, lookups, signal),
    enabled: lookups.length > 0,
    placeholderData: keepPreviousData,
  });
  // Results of an earlier text stay on the page until the new ones are there, and must not be taken for those.
  const isCurrent = settled === text.trim() && !query.isFetching && !query.isPlaceholderData;
  return { ...query, lookups, isCurrent };
}
