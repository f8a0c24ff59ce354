import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../components/confirm-button';
import { useChange } from './use-change';

interface UndoMergeProps {
  /** The customer who stayed. */
  readonly customerNumber: number;
  /** The customer who was merged in. */
  readonly source: number;
}

/** Undoes a merge from its entry in the time line. */
export function UndoMerge({ customerNumber, source }: UndoMergeProps) {
  const { t } = useTranslation();
  const change = useChange();
  return (
    <ConfirmButton
      variant="secondary"
      label={t('merge.undo')}
      title={t('timeline.undoTitle', { number: source })}
      text={t('timeline.undoText')}
      onConfirm={() =>
        change((api, actor) => api.profiles.unmerge({ customerNumber, mergedCustomerNumber: source }, actor))
      }
    />
  );
}
