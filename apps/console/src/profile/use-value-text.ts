import type { PreferenceResponse } from '@profiles/client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDates } from '../i18n/use-dates';
import { DEFINITIONS_KEY } from '../preference-definitions/use-definitions';
import { useService } from '../service/service-context';
import { useSession } from '../session/session-context';
import { useFieldText } from './use-field-text';
import { type ValueTexts, valueText } from './value-text';

/** The preferences that an organisation has defined. @defaultValue that of the employee */
export function usePreferenceDefinitions(organisationId?: number) {
  const api = useService();
  const session = useSession();
  const organisation = organisationId ?? session.organisationId;
  return useQuery({
    queryKey: [...DEFINITIONS_KEY, organisation],
    queryFn: ({ signal }) =>
      api.preferenceDefinitions.list(organisation === undefined ? {} : { organisationId: organisation }, { signal }),
  });
}

/** Writes values of the history of a customer as an employee knows them: instants, cards, preferences by their code. */
export function useValueText() {
  const { t } = useTranslation();
  const { day, instant } = useDates();
  const fieldText = useFieldText();
  const { data = [] } = usePreferenceDefinitions();
  const definitions = new Map<unknown, PreferenceResponse>(data.map((definition) => [definition.id, definition]));
  const texts: ValueTexts = {
    instant,
    preferenceName: (id) => definitions.get(id)?.preferenceCode ?? String(id),
    preferenceValue(id, value) {
      const type = definitions.get(id)?.preferenceType;
      if (type === 'BOOLEAN') return value === 'true' ? t('preferences.yes') : t('preferences.no');
      return type === 'DATE' ? day(value) : value;
    },
  };
  return {
    ...texts,
    /** The value of a field. */
    textOf: (field: string, value: unknown) =>
      valueText(typeof value === 'string' ? fieldText(field, value) : value, texts),
  };
}
