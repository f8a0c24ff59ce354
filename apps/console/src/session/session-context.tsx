import { createContext, type ReactNode, use } from 'react';
import type { Session } from './session';

const SessionContext = createContext<Session | undefined>(undefined);

/** Makes the session known to the pages. */
export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The session of the employee. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('useSession needs a SessionProvider.');
  return session;
}
