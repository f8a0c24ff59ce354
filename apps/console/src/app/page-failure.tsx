import type { ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from '../components/failure';

/** Shown when a page cannot be loaded, as when the network is away or a new version has replaced its file. */
export function PageFailure({ error }: ErrorComponentProps) {
  return <Failure level={1} error={error} onRetry={() => location.reload()} />;
}
