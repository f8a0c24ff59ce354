import type { PreferenceResponse } from '@profiles/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EditButton } from '../components/edit-button';
import { useDates } from '../i18n/use-dates';
import { useSession } from '../session/session-context';
import { DefinitionForm } from './definition-form';
import '../components/status-badge.css';

/** One preference definition, which can be changed in its place. */
export function DefinitionItem({ definition }: { readonly definition: PreferenceResponse }) {
  const { t } = useTranslation('admin');
  const { day } = useDates();
  const { may } = useSession();
  const [isEditing, setIsEditing] = useState(false);
  const { preferenceCode, preferenceType, preferenceDescription, isActive, changedAt } = definition;
  if (isEditing) {
    return (
      <li>
        <DefinitionForm definition={definition} onClose={() => setIsEditing(false)} />
      </li>
    );
  }
  return (
    <li>
      <div className="list-main">
        <strong>{preferenceCode}</strong> <span className="badge">{t(`definitions.types.${preferenceType}`)}</span>{' '}
        {!isActive && <span className="badge badge-warning">{t('definitions.inactive')}</span>}
        <div>{preferenceDescription}</div>
        <div className="muted">{t('definitions.changed', { date: day(changedAt) })}</div>
      </div>
      {may('preferenceDefinitions.update') && <EditButton of={preferenceCode} onPress={() => setIsEditing(true)} />}
    </li>
  );
}
