import type { CallOptions, ProfilesApi } from '@profiles/client';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useActor, useService } from './service-context';

/** Writes in the name of the employee, then reads again what begins with this query key. */
export function useWrite(queryKey: QueryKey) {
  const api = useService();
  const actor = useActor();
  const queries = useQueryClient();
  return async <T>(write: (api: ProfilesApi, actor: CallOptions) => Promise<T>): Promise<T> => {
    const result = await write(api, actor);
    await queries.invalidateQueries({ queryKey });
    return result;
  };
}
