import type { Webhook } from '@profiles/client';
import { useQuery } from '@tanstack/react-query';
import { useService } from '../service/service-context';

/** The first part of the key of every query about webhooks. */
export const WEBHOOKS_KEY = ['webhooks'] as const;

/** The webhooks of the organisation, the oldest first. */
export function useWebhooks() {
  const api = useService();
  return useQuery({ queryKey: WEBHOOKS_KEY, queryFn: ({ signal }) => api.webhooks.list({}, { signal }) });
}

/** How a webhook is named: by its name, without one by its address. */
export function webhookTitle({ name, url }: Pick<Webhook, 'name' | 'url'>): string {
  return name ?? url;
}
