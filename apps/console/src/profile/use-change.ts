import type { CallOptions, ProfilesApi } from '@profiles/client';
import { useQueryClient } from '@tanstack/react-query';
import { useActor, useService } from '../service/service-context';
import { customerKey } from './use-customer';

/** Makes a change of a customer in the name of the employee, then reads the customer again. */
export function useChange(customerNumber: number) {
  const api = useService();
  const actor = useActor();
  const queries = useQueryClient();
  return async <T>(change: (api: ProfilesApi, actor: CallOptions) => Promise<T>): Promise<T> => {
    const result = await change(api, actor);
    await queries.invalidateQueries({ queryKey: customerKey(customerNumber) });
    return result;
  };
}
