import type { ProfilesClient } from '@profiles/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useService } from '../service/service-context';
import { CUSTOMERS_KEY, erasureKey } from './use-customer';

/** The events received while the page was open. */
export interface LiveUpdate {
  /** The slug of the operation. */
  readonly operation: string;
  readonly time: string;
}

/**
 * Follows the events of a customer while its page is open, and reads the customer again after each. Returns the latest one.
 * Without an events gateway (619) the page is not updated by itself.
 */
export function useLiveUpdates(customerNumber: number): LiveUpdate | undefined {
  const api = useService();
  const queries = useQueryClient();
  const [latest, setLatest] = useState<LiveUpdate>();
  useEffect(() => {
    const ending = new AbortController();
    const onEvent = (update: LiveUpdate) => {
      // The event of an erasure can be here before its response: there is no customer to read any more.
      if (queries.isMutating({ mutationKey: erasureKey(customerNumber) }) > 0) return;
      setLatest(update);
      void queries.invalidateQueries({ queryKey: CUSTOMERS_KEY });
    };
    // The client resumes by itself. What ends it is shown by the other calls of the page too, except a missing gateway.
    follow(api, { customerNumber, signal: ending.signal, onEvent }).catch(() => undefined);
    return () => ending.abort();
  }, [api, queries, customerNumber]);
  return latest;
}

interface Following {
  readonly customerNumber: number;
  readonly signal: AbortSignal;
  onEvent(update: LiveUpdate): void;
}

async function follow(api: ProfilesClient, { customerNumber, signal, onEvent }: Following): Promise<void> {
  const events = await api.events.subscribe({ customerNumber }, { signal });
  for await (const { data, time } of events) onEvent({ operation: data.cause, time });
}
