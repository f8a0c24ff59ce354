import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Failure } from '../components/failure';
import { ListPanel } from '../components/list-panel';
import { useSession } from '../session/session-context';
import { DefinitionForm } from './definition-form';
import { DefinitionItem } from './definition-item';
import { useDefinitions } from './use-definitions';

/** The preferences that customers of the organisation can have. */
export function DefinitionsPage() {
  const { t } = useTranslation(['admin', 'translation']);
  const { may } = useSession();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDefinitions();
  return (
    <>
      <h1>{t('definitions.title')}</h1>
      <p className="muted">{t('definitions.text')}</p>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <p role="status">{t('translation:app.loading')}</p>}
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
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('translation:action.showMore')}
        </Button>
      )}
    </>
  );
}
