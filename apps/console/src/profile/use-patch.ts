import type { CustomerResponse } from '@profiles/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { failedWith } from '../service/failure-text';
import { useActor, useService } from '../service/service-context';
import { type Draft, patchOf } from './master-fields';
import { CUSTOMERS_KEY, type LoadedCustomer, loadCustomer } from './use-customer';

/** An edit that was refused because the customer has changed since it was read. */
export interface Conflict {
  readonly draft: Draft;
  /** The customer when the edit began. */
  readonly before: CustomerResponse;
  /** The customer now. */
  readonly current: LoadedCustomer;
}

interface Edit {
  readonly draft: Draft;
  /** The version that the edit is based on. */
  readonly base: LoadedCustomer;
}

/**
 * Saves an edit of the customer that it is based on, and of no later version of it. Returns the conflict when there is a
 * later version, otherwise nothing.
 */
export function usePatch(customerNumber: number) {
  const api = useService();
  const actor = useActor();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ draft, base }: Edit): Promise<Conflict | undefined> => {
      const { revision } = base;
      try {
        await api.profiles.patch(
          { customerNumber, ...patchOf(draft), ...actor },
          revision === undefined ? {} : { ifMatch: revision },
        );
      } catch (error) {
        if (!failedWith(error, 412)) throw error;
        return { draft, before: base.customer, current: await loadCustomer(api, customerNumber, actor) };
      }
      await queries.invalidateQueries({ queryKey: CUSTOMERS_KEY });
      return undefined;
    },
  });
}
