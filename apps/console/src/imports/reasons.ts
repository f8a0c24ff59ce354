import { isErrorCode } from '@profiles/contracts/calls';
import { useTranslation } from 'react-i18next';
import { codeText, fieldText } from '../service/failure-text';
import type { RefusedRow } from './sent-file';

/** Says why rows were refused, in the language of the employee. */
export function useReasons() {
  const { t, i18n } = useTranslation('admin');
  const { t: texts } = useTranslation();
  return {
    titleOf({ problem }: RefusedRow): string {
      if (problem === undefined) return t('imports.unreadable');
      if (isErrorCode(problem.errorCode)) return codeText(problem.errorCode, texts, i18n.language)[0];
      return i18n.language === 'en' ? problem.shortEnglish : problem.shortNorwegian;
    },
    detailsOf: ({ problem, errors = problem?.errors ?? [] }: RefusedRow): string[] =>
      errors.map((error) => fieldText(error, texts)),
  };
}
