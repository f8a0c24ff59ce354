import { useEffect, useEffectEvent } from 'react';
import type { Hit } from './run-search';

interface SingleMatch {
  /** Enter was pressed after the text that is searched. A card scanner does so before the search has ended. */
  readonly isEntered: boolean;
  /** The matches of that text; undefined as long as they are not there. */
  readonly hits: readonly Hit[] | undefined;
  readonly onMatch: (customerNumber: number) => void;
}

/** Takes the only match after Enter, once. */
export function useSingleMatch({ isEntered, hits, onMatch }: SingleMatch): void {
  const [match, ...others] = isEntered && hits !== undefined ? hits : [];
  const single = others.length === 0 ? match?.customer.customerNumber : undefined;
  const take = useEffectEvent(onMatch);
  useEffect(() => {
    if (single !== undefined) take(single);
  }, [single]);
}
