import { useTranslation } from 'react-i18next';
import { ListPanel } from '../components/list-panel';
import { QueryState } from '../components/query-state';
import { ShowMore } from '../components/show-more';
import { useSession } from '../session/session-context';
import { DefinitionForm } from './definition-form';
import { DefinitionItem } from './definition-item';
import { useDefinitions } from './use-definitions';

/** The preferences that customers of the organisation can have. */
export function DefinitionsPage() {
  const { t } = useTranslation('admin');
  const { may } = useSession();
  const query = useDefinitions();
  const { data } = query;
  return (
    <>
      <h1>{t('definitions.title')}</h1>
      <p className="muted">{t('definitions.text')}</p>
      <QueryState query={query} />
      {data !== undefined && (
        <ListPanel
          title={t('definitions.list')}
          addLabel={t('definitions.add')}
          canAdd={may('preferenceDefinitions.create')}
          form={(onClose) => <DefinitionForm onClose={onClose} />}
        >
          {data.pages.flat().map((definition) => (
            <DefinitionItem key={definition.id} definition={definition} />
          ))}
        </ListPanel>
      )}
      <ShowMore query={query} />
    </>
  );
}
