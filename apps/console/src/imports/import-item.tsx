import type { Import, UndoneImport } from '@profiles/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../components/confirm-button';
import { useDates } from '../i18n/use-dates';
import { useWrite } from '../service/use-write';
import { useSession } from '../session/session-context';
import { CountsText } from './counts-text';
import { IMPORTS_KEY } from './use-imports';
import '../components/status-badge.css';

/** One import with its state, which can be undone. */
export function ImportItem({ item }: { readonly item: Import }) {
  const { t } = useTranslation('admin');
  const { instant } = useDates();
  const { may } = useSession();
  const write = useWrite(IMPORTS_KEY);
  const [undone, setUndone] = useState<UndoneImport>();
  const { id: importId, dryRun, state, createdAt, counts } = item;
  const name = item.name ?? importId;
  const complete = () => write((api, actor) => api.imports.complete({ importId }, actor));
  const undo = async () => setUndone(await write((api, actor) => api.imports.undo({ importId }, actor)));
  return (
    <>
      <div className="list-main">
        <strong>{name}</strong> {dryRun && <span className="badge">{t('imports.dryRun')}</span>}{' '}
        {state !== 'completed' && <span className="badge badge-warning">{t(`imports.states.${state}`)}</span>}
        <div>
          <CountsText counts={counts} />
        </div>
        <div className="muted">
          {[
            instant(createdAt),
            t(`imports.existing.${item.onExisting}`),
            item.events === 'none' && t('imports.eventsNone'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
        <div role="status">{undone !== undefined && t('imports.undone', { ...undone })}</div>
      </div>
      <div className="list-actions">
        {state === 'open' && may('imports.complete') && (
          <ConfirmButton
            label={t('imports.complete')}
            of={name}
            title={t('imports.completeTitle', { name })}
            text={t('imports.completeText')}
            tone="primary"
            onConfirm={complete}
          />
        )}
        {!dryRun && state !== 'undone' && may('imports.undo') && (
          <ConfirmButton
            label={t('imports.undo')}
            of={name}
            title={t('imports.undoTitle', { name })}
            text={t('imports.undoText')}
            onConfirm={undo}
          />
        )}
      </div>
    </>
  );
}
