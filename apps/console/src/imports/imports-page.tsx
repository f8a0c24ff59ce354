import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Failure } from '../components/failure';
import { Panel } from '../components/panel';
import { useSession } from '../session/session-context';
import { ImportItem } from './import-item';
import { NewImport } from './new-import';
import { useImports } from './use-imports';
import '../components/list-panel.css';

/** The imports of the organisation, and a new one from a file. */
export function ImportsPage() {
  const { t } = useTranslation(['admin', 'translation']);
  const { may } = useSession();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useImports();
  const imports = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <h1>{t('imports.title')}</h1>
      {may('imports.create') && may('imports.rows') && <NewImport />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <p role="status">{t('translation:app.loading')}</p>}
      {data !== undefined && (
        <Panel title={t('imports.list')}>
          {imports.length === 0 && <p className="muted">{t('imports.none')}</p>}
          <ul className="list">
            {imports.map((item) => (
              <ImportItem key={item.id} item={item} />
            ))}
          </ul>
          {hasNextPage && (
            <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
              {t('translation:action.showMore')}
            </Button>
          )}
        </Panel>
      )}
    </>
  );
}
