import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { Failure } from './failure';

interface InlineFormProps {
  readonly fields: ReactNode;
  /** Why the last attempt to save failed. @defaultValue none */
  readonly error: unknown;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** A form in the place of what it changes. Escape closes it. */
export function InlineForm({ fields, error, isSaving, onSave, onClose, children }: InlineFormProps) {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <form className="form" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <div className="form-fields">{fields}</div>
      {error !== undefined && error !== null && <Failure error={error} isWrite />}
      <div className="form-actions">
        <Button type="submit" variant="primary" isDisabled={isSaving}>
          {t('action.save')}
        </Button>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
      </div>
      {children}
    </form>
  );
}
