import { useNavigate } from '@tanstack/react-router';
import type { Hit } from './run-search';
import { useSearch } from './search-context';
import { useSingleMatch } from './use-single-match';

/**
 * Opens the only match after Enter.
 * @param hits the matches of the text in the search box; undefined as long as they are not there
 */
export function useOpenSingle(hits: readonly Hit[] | undefined): void {
  const { text, entered, setEntered } = useSearch();
  const navigate = useNavigate();
  useSingleMatch({
    isEntered: entered === text,
    hits,
    onMatch(customerNumber) {
      setEntered(undefined);
      void navigate({ to: '/customers/$customerNumber', params: { customerNumber: String(customerNumber) } });
    },
  });
}
