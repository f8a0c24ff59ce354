import { useQuery } from '@tanstack/react-query';
import { failedWith } from '../service/failure-text';
import { useService } from '../service/service-context';
import { readBuild, readReadiness } from './monitoring';

/** How often the page asks again, in milliseconds. */
const REFRESH_MILLIS = 10_000;

/** Whether an app can serve, and its build. */
export function useApp(origin: string) {
  return useQuery({
    queryKey: ['system', 'app', origin],
    queryFn: async ({ signal }) => {
      const [readiness, build] = await Promise.all([readReadiness(origin, signal), readBuild(origin, signal)]);
      return { readiness, build };
    },
    refetchInterval: REFRESH_MILLIS,
  });
}

/** Whether events are available: the service passes the calls on to events-gateway, and returns 619 without one. */
export function useEventsAvailable() {
  const api = useService();
  return useQuery({
    queryKey: ['system', 'events'],
    queryFn: async ({ signal }) => {
      try {
        await api.events.list({ limit: 1 }, { signal });
        return true;
      } catch (error) {
        if (failedWith(error, 619)) return false;
        throw error;
      }
    },
    refetchInterval: REFRESH_MILLIS,
  });
}

/** The states in which a delivery is not done. */
export const WAITING_STATES = ['pending', 'failing', 'parked'] as const;
/** The most that is counted: one page. */
const MAX_COUNTED = 1_000;

/** The deliveries of each webhook that are not done, by state. */
export function useBacklog() {
  const api = useService();
  return useQuery({
    queryKey: ['system', 'backlog'],
    queryFn: async ({ signal }) => {
      const webhooks = await api.webhooks.list({}, { signal });
      return Promise.all(
        webhooks.map(async (webhook) => {
          const count = async (state: (typeof WAITING_STATES)[number]) => {
            const input = { webhookId: webhook.id, state, perPage: MAX_COUNTED };
            const { items, nextCursor } = await api.webhooks.deliveries(input, { signal });
            return { count: items.length, isAll: nextCursor === undefined };
          };
          const [pending, failing, parked] = await Promise.all([count('pending'), count('failing'), count('parked')]);
          return { webhook, counts: { pending, failing, parked } };
        }),
      );
    },
    refetchInterval: REFRESH_MILLIS,
  });
}
