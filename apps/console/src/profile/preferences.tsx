import type { CustomerResponse, PreferenceResponse } from '@profiles/client';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../components/confirm-button';
import { EditButton } from '../components/edit-button';
import { Failure } from '../components/failure';
import { FieldsForm, type FormField } from '../components/fields-form';
import { Panel } from '../components/panel';
import { useDates } from '../i18n/use-dates';
import { useSession } from '../session/session-context';
import { useChange } from './use-change';
import { usePreferenceDefinitions } from './use-value-text';

/** Every preference that the organisation has defined, with the value of the customer. */
export function Preferences({ customer }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { organisationId, preferences = [] } = customer;
  const { data, error, refetch } = usePreferenceDefinitions(organisationId);
  const values = new Map(preferences.map(({ preferenceId, preferenceValue }) => [preferenceId, preferenceValue]));
  const shown = (data ?? []).filter(({ id, isActive }) => isActive || values.has(id));
  return (
    <Panel title={t('preferences.title')}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && shown.length === 0 && <p className="muted">{t('preferences.none')}</p>}
      <ul className="list">
        {shown.map((definition) => (
          <PreferenceItem
            key={definition.id}
            customer={customer}
            definition={definition}
            value={values.get(definition.id)}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface PreferenceItemProps {
  readonly customer: CustomerResponse;
  readonly definition: PreferenceResponse;
  /** Absent when the customer has none. */
  readonly value: string | undefined;
}

function PreferenceItem({ customer, definition, value }: PreferenceItemProps) {
  const { t } = useTranslation();
  const { day } = useDates();
  const { may } = useSession();
  const [isEditing, setIsEditing] = useState(false);
  const { customerNumber, status } = customer;
  const change = useChange();
  const { id: preferenceId, preferenceCode, preferenceType, preferenceDescription, isActive } = definition;
  const set = (preferenceValue: string) =>
    change((api, actor) => {
      const input = { customerNumber, preferenceId, preferenceValue };
      return value === undefined ? api.preferences.create(input, actor) : api.preferences.update(input, actor);
    });
  const shown = () => {
    if (value === undefined) return t('preferences.unset');
    if (preferenceType === 'BOOLEAN') return value === 'true' ? t('preferences.yes') : t('preferences.no');
    return preferenceType === 'DATE' ? day(value) : value;
  };
  if (isEditing) {
    return (
      <li>
        <FieldsForm
          fields={[{ name: 'value', label: preferenceCode, ...inputFor(preferenceType, t), isRequired: true }]}
          initial={{ value: value ?? (preferenceType === 'BOOLEAN' ? 'true' : '') }}
          onSave={(values) => set(values['value'] ?? '')}
          onClose={() => setIsEditing(false)}
        />
      </li>
    );
  }
  const canSet = isActive && status !== 'D' && may(value === undefined ? 'preferences.create' : 'preferences.update');
  return (
    <li>
      <div className="list-main">
        <strong>{preferenceCode}</strong>: <span className={value === undefined ? 'muted' : undefined}>{shown()}</span>
        <div className="muted">{preferenceDescription}</div>
      </div>
      <div className="list-actions">
        {canSet && <EditButton of={preferenceCode} onPress={() => setIsEditing(true)} />}
        {value !== undefined && status !== 'D' && may('preferences.delete') && (
          <ConfirmButton
            label={t('action.remove')}
            of={preferenceCode}
            icon={<Trash2 size={16} aria-hidden />}
            title={t('preferences.removeTitle')}
            text={`${preferenceCode}: ${shown()}`}
            onConfirm={() => change((api, actor) => api.preferences.delete({ customerNumber, preferenceId }, actor))}
          />
        )}
      </div>
    </li>
  );
}

/** The field for a value of this type. */
function inputFor(
  type: PreferenceResponse['preferenceType'],
  t: ReturnType<typeof useTranslation>['t'],
): Pick<FormField, 'type' | 'options'> {
  if (type === 'DATE') return { type: 'date' };
  if (type === 'NUMBER') return { type: 'number' };
  if (type === 'TEXT') return { type: 'long' };
  return {
    options: [
      { id: 'true', label: t('preferences.yes') },
      { id: 'false', label: t('preferences.no') },
    ],
  };
}
