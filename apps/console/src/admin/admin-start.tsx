import { Navigate } from '@tanstack/react-router';
import { UnknownPage } from '../app/unknown-page';
import { useSession } from '../session/session-context';
import { adminPagesFor } from './admin-pages';

/** Opens the first page of the administration that the token may open. */
export function AdminStart() {
  const { may } = useSession();
  const [first] = adminPagesFor(may);
  return first === undefined ? <UnknownPage /> : <Navigate to={first.to} replace />;
}
