import { QueryClient } from '@tanstack/react-query';

/** The cache of what the service returned, in memory. The client of the service repeats calls by itself. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 10_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
