import type { CallOptions, CustomerResponse, ProfilesApi } from '@profiles/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useActor, useService } from '../service/service-context';

/** A customer with everything that its page shows, and the revision that an edit is based on. */
export interface LoadedCustomer {
  readonly customer: CustomerResponse;
  /** Sent as If-Match with an edit. */
  readonly revision: number | undefined;
}

/**
 * The first part of the key of every query about customers. A change makes all of them stale: a page that was opened by a
 * merged-in number is kept under that number.
 */
export const CUSTOMERS_KEY = ['customer'] as const;

/** The first part of the key of every query about one customer. */
export function customerKey(customerNumber: number) {
  return [...CUSTOMERS_KEY, customerNumber] as const;
}

/** The key of the erasure of a customer, while this page makes it. */
export function erasureKey(customerNumber: number) {
  return ['erasure', customerNumber] as const;
}

/** Reads a customer with all related data. The options name the employee, for the access log. */
export async function loadCustomer(
  api: ProfilesApi,
  customerNumber: number,
  options: CallOptions,
): Promise<LoadedCustomer> {
  let revision: number | undefined;
  const customer = await api.profiles.get(
    {
      customerNumber,
      includeECards: true,
      includePersonnelTicket: true,
      includePreferences: true,
      includeNotes: true,
      includeDeleted: true,
    },
    {
      ...options,
      onResponseMeta: (meta) => {
        revision = meta.revision;
      },
    },
  );
  return { customer, revision };
}

/** The customer that the page shows. */
export function useCustomer(customerNumber: number) {
  const api = useService();
  const actor = useActor();
  return useQuery(
    queryOptions({
      queryKey: customerKey(customerNumber),
      queryFn: ({ signal }) => loadCustomer(api, customerNumber, { ...actor, signal }),
    }),
  );
}
