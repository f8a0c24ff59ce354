import { useTranslation } from 'react-i18next';
import { Choice } from '../components/choice';
import type { CsvReading } from './file-row';

interface CrmChoiceProps {
  readonly crm: NonNullable<CsvReading['crm']>;
  readonly onChange: (crm: NonNullable<CsvReading['crm']>) => void;
}

const NAMES = { hubspot: 'HubSpot', salesforce: 'Salesforce', dynamics: 'Dynamics 365' } as const;

/** Whether a file is read as the export of the CRM system that was recognised, or by columns that are chosen. */
export function CrmChoice({ crm, onChange }: CrmChoiceProps) {
  const { t } = useTranslation('admin');
  const name = NAMES[crm.name];
  return (
    <>
      <div className="form-fields">
        <Choice
          label={t('imports.crm')}
          options={[
            { id: 'export', label: t('imports.crmExport', { name }) },
            { id: 'columns', label: t('imports.crmColumns') },
          ]}
          value={crm.isUsed ? 'export' : 'columns'}
          onChange={(id) => onChange({ ...crm, isUsed: id === 'export' })}
        />
      </div>
      {crm.isUsed && <p className="muted">{t('imports.crmHelp')}</p>}
    </>
  );
}
