import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { ConsoleDialog } from './dialog';
import { Failure } from './failure';

interface ConfirmButtonProps {
  /** The action, as the button names it. */
  readonly label: string;
  /** The object of the action, for screen readers, where several buttons have the same label. */
  readonly of?: string;
  /** The content of the button, instead of its label. */
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly onConfirm: () => Promise<unknown>;
  /** @defaultValue quiet */
  readonly variant?: 'primary' | 'secondary' | 'quiet';
  /** How the button of the dialog looks: danger for what takes something away. @defaultValue danger */
  readonly tone?: 'danger' | 'primary';
}

/** A button whose action is confirmed in a dialog. The dialog stays open, with the reason, when the action fails. */
export function ConfirmButton({
  label,
  of,
  icon,
  title,
  text,
  onConfirm,
  variant = 'quiet',
  tone = 'danger',
}: ConfirmButtonProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const close = () => {
    setIsOpen(false);
    setError(undefined);
  };
  const confirm = async () => {
    setIsRunning(true);
    try {
      await onConfirm();
      close();
    } catch (reason) {
      setError(reason);
    } finally {
      setIsRunning(false);
    }
  };
  return (
    <>
      <Button
        variant={variant}
        isIcon={icon !== undefined}
        aria-label={of === undefined ? label : `${label}: ${of}`}
        onPress={() => setIsOpen(true)}
      >
        {icon ?? label}
      </Button>
      <ConsoleDialog isOpen={isOpen} title={title} onClose={close}>
        <p>{text}</p>
        {error !== undefined && <Failure error={error} isWrite />}
        <div className="dialog-actions">
          <Button onPress={close}>{t('action.cancel')}</Button>
          <Button variant={tone} isDisabled={isRunning} onPress={() => void confirm()}>
            {label}
          </Button>
        </div>
      </ConsoleDialog>
    </>
  );
}
