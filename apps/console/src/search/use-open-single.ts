import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Hit } from './run-search';
import { useSearch } from './search-context';

/**
 * Opens the only match after Enter, as a card scanner presses it.
 * @param hits the matches of the text in the search box; undefined as long as they are not there
 */
export function useOpenSingle(hits: readonly Hit[] | undefined): void {
  const { text, entered, setEntered } = useSearch();
  const navigate = useNavigate();
  const [match, ...others] = hits !== undefined && entered === text ? hits : [];
  const single = others.length === 0 ? match?.customer.customerNumber : undefined;
  useEffect(() => {
    if (single === undefined) return;
    setEntered(undefined);
    void navigate({ to: '/customers/$customerNumber', params: { customerNumber: String(single) } });
  }, [single, setEntered, navigate]);
}
