import { Pencil } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';

interface EditButtonProps {
  /** The name of what it edits. */
  readonly of: string;
  readonly onPress: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Begins the edit of one thing, in its place. */
export function EditButton({ of, ...props }: EditButtonProps) {
  const { t } = useTranslation();
  return (
    <Button {...props} variant="quiet" isIcon aria-label={`${t('action.edit')}: ${of}`}>
      <Pencil size={16} aria-hidden />
    </Button>
  );
}
