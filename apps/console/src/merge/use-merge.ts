import type { MergePreview, ProfilesPreviewMergeInput } from '@profiles/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DUPLICATES_KEY } from '../duplicates/use-duplicates';
import { useActor, useService } from '../service/service-context';

/** The parties of a merge and what is taken over. */
export type MergeInput = ProfilesPreviewMergeInput;

/** The effect of a merge. */
export function useMergePreview(input: MergeInput) {
  const api = useService();
  return useQuery({
    queryKey: ['merge-preview', input],
    queryFn: ({ signal }) => api.profiles.previewMerge(input, { signal }),
    staleTime: 0,
    placeholderData: (before) => before,
  });
}

/** Merges two customers, with the operation that the preview names for the type of the source. */
export function useMerge() {
  const api = useService();
  const actor = useActor();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ input, operation }: { input: MergeInput; operation: MergePreview['operation'] }) => {
      const { customerNumber, sourceCustomerNumber, ...options } = input;
      if (operation === 'merge-profiles') {
        await api.profiles.merge({ customerNumber, pticketCustomerNumber: sourceCustomerNumber, ...options }, actor);
      } else {
        const { changedByChannel } = actor;
        const parties = { customerNumber, customerNumberToConnect: sourceCustomerNumber };
        await api.profiles.connect({ ...parties, ...options, changedByChannel }, actor);
      }
    },
    onSuccess: refresh,
  });
}

/** Undoes a merge. */
export function useUnmerge() {
  const api = useService();
  const actor = useActor();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ customerNumber, sourceCustomerNumber }: MergeInput) =>
      api.profiles.unmerge({ customerNumber, mergedCustomerNumber: sourceCustomerNumber }, actor),
    onSuccess: refresh,
  });
}

/** Drops what was read before: both customers, their previews and the likely pairs have changed. */
function useRefresh() {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [['customer'], ['merge-preview'], DUPLICATES_KEY]) void queries.resetQueries({ queryKey });
  };
}
