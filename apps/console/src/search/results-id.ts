/** The id of the list of results, to which the arrow key leads from the search box. */
export const RESULTS_ID = 'search-results';
