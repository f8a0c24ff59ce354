import { useTranslation } from 'react-i18next';
import { Panel } from '../components/panel';
import { QueryState } from '../components/query-state';
import { ShowMore } from '../components/show-more';
import { VirtualList } from '../components/virtual-list';
import { useSession } from '../session/session-context';
import { ImportItem } from './import-item';
import { NewImport } from './new-import';
import { useImports } from './use-imports';
import '../components/list-panel.css';

/** The imports of the organisation, and a new one from a file. */
export function ImportsPage() {
  const { t } = useTranslation('admin');
  const { may } = useSession();
  const query = useImports();
  const { data } = query;
  const imports = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <h1>{t('imports.title')}</h1>
      {may('imports.create') && may('imports.rows') && <NewImport />}
      <QueryState query={query} />
      {data !== undefined && (
        <Panel title={t('imports.list')}>
          {imports.length === 0 && <p className="muted">{t('imports.none')}</p>}
          <VirtualList items={imports} keyOf={({ id }) => id} height={90} className="list">
            {(item) => <ImportItem item={item} />}
          </VirtualList>
          <ShowMore query={query} />
        </Panel>
      )}
    </>
  );
}
