import { lazy } from 'react';

const load = () => import('./search-hits');

/** The list of customers found, loaded while the first text is typed. */
export const SearchHits = lazy(async () => ({ default: (await load()).SearchHits }));

/** Begins to load the list, so that it is there before the first results. A failure is told when there are some. */
export function preloadHits(): void {
  load().catch(() => undefined);
}
