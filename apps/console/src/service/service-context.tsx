import { createProfilesClient, type ProfilesClient } from '@profiles/client';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { useSession } from '../session/session-context';

interface Service {
  readonly api: ProfilesClient;
  readonly url: string;
}

const ServiceContext = createContext<Service | undefined>(undefined);

/** `ET-Client-Name` of the console, and the channel of its changes. */
const CLIENT_NAME = 'entur-console';

interface ServiceProviderProps {
  /** The origin of the profiles service. */
  readonly url: string;
  readonly children: ReactNode;
}

/** Makes the typed client of the service known to the pages. */
export function ServiceProvider({ url, children }: ServiceProviderProps) {
  const session = useSession();
  const service = useMemo(
    () => ({ url, api: createProfilesClient({ url, token: session.token, clientName: CLIENT_NAME, retries: {} }) }),
    [url, session],
  );
  return <ServiceContext value={service}>{children}</ServiceContext>;
}

/** The service, through its typed client. */
export function useService(): ProfilesClient {
  return useServiceContext().api;
}

/** The origin of the service. */
export function useServiceUrl(): string {
  return useServiceContext().url;
}

function useServiceContext(): Service {
  const service = use(ServiceContext);
  if (service === undefined) throw new Error('useService needs a ServiceProvider.');
  return service;
}

/** The options of a write: who makes the change, for the history of the customer. */
export function useActor(): { readonly changedBy: string; readonly changedByChannel: string } {
  const { userName } = useSession();
  return useMemo(() => ({ changedBy: userName, changedByChannel: CLIENT_NAME }), [userName]);
}
