import { useTranslation } from 'react-i18next';
import { Failure } from './failure';

interface QueryStateProps {
  readonly query: { readonly data: unknown; readonly error: unknown; refetch(): unknown };
}

/** The state of a query without data: the reason of its failure, or that it is loading. */
export function QueryState({ query: { data, error, refetch } }: QueryStateProps) {
  const { t } = useTranslation();
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  return data === undefined ? <p role="status">{t('app.loading')}</p> : null;
}
