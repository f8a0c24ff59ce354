import type { WebhookDelivery } from '@profiles/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useService } from '../service/service-context';
import { WEBHOOKS_KEY } from './use-webhooks';

export type DeliveryState = WebhookDelivery['state'];

const PER_PAGE = 50;
/** How often the list is read again while it is open, in milliseconds. A delivery of a healthy receiver takes less than a second. */
const REFRESH_MILLIS = 3_000;

/** The deliveries of a webhook, the latest event first, page by page. They are read again while they are shown. */
export function useDeliveries(webhookId: string, state: DeliveryState | undefined) {
  const api = useService();
  return useInfiniteQuery({
    queryKey: [...WEBHOOKS_KEY, webhookId, 'deliveries', state],
    queryFn: ({ pageParam, signal }) =>
      api.webhooks.deliveries(
        {
          webhookId,
          perPage: PER_PAGE,
          ...(state !== undefined && { state }),
          ...(pageParam !== '' && { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state: { error } }) => (error === null ? REFRESH_MILLIS : false),
  });
}
