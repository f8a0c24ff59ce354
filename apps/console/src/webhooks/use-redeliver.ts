import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useActor, useService } from '../service/service-context';
import { WEBHOOKS_KEY } from './use-webhooks';

/** Sends an event to a webhook again. */
export function useRedeliver(webhookId: string) {
  const api = useService();
  const actor = useActor();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (eventId: string) => api.webhooks.redeliver({ webhookId, eventId }, actor),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...WEBHOOKS_KEY, webhookId] }),
  });
}
