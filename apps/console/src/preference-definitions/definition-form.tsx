import type { PreferenceResponse } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { FieldsForm } from '../components/fields-form';
import { useWrite } from '../service/use-write';
import { DEFINITIONS_KEY } from './use-definitions';

const TYPES = ['TEXT', 'BOOLEAN', 'NUMBER', 'DATE'] as const satisfies readonly PreferenceResponse['preferenceType'][];

interface DefinitionFormProps {
  /** The definition to change; a new one without. */
  readonly definition?: PreferenceResponse;
  readonly onClose: () => void;
}

/** Makes or changes a preference definition. */
export function DefinitionForm({ definition, onClose }: DefinitionFormProps) {
  const { t } = useTranslation('admin');
  const write = useWrite(DEFINITIONS_KEY);
  const save = (values: Readonly<Record<string, string>>) => {
    const input = {
      preferenceCode: values['code'] ?? '',
      preferenceType: TYPES.find((type) => type === values['type']) ?? 'TEXT',
      preferenceDescription: values['description'] ?? '',
      isActive: values['active'] !== 'no',
    };
    return write((api, actor) =>
      definition === undefined
        ? api.preferenceDefinitions.create(input, actor)
        : api.preferenceDefinitions.update({ ...input, preferenceId: definition.id }, actor),
    );
  };
  return (
    <FieldsForm
      fields={[
        { name: 'code', label: t('definitions.code'), hint: t('definitions.codeHint'), isRequired: true },
        {
          name: 'type',
          label: t('definitions.type'),
          options: TYPES.map((id) => ({ id, label: t(`definitions.types.${id}`) })),
        },
        {
          name: 'active',
          label: t('definitions.active'),
          options: (['yes', 'no'] as const).map((id) => ({ id, label: t(`definitions.actives.${id}`) })),
        },
        { name: 'description', label: t('definitions.description'), type: 'long', isRequired: true },
      ]}
      initial={{
        code: definition?.preferenceCode ?? '',
        type: definition?.preferenceType ?? 'TEXT',
        active: definition?.isActive === false ? 'no' : 'yes',
        description: definition?.preferenceDescription ?? '',
      }}
      onSave={save}
      onClose={onClose}
    />
  );
}
