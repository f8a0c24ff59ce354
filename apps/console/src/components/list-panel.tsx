import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { Panel } from './panel';
import './list-panel.css';

interface ListPanelProps {
  readonly title: string;
  /** The name of the action that adds an entry. */
  readonly addLabel: string;
  readonly canAdd: boolean;
  /** The form that adds an entry. */
  readonly form: (onClose: () => void) => ReactNode;
  /** The entries, as list items. */
  readonly children: readonly ReactNode[];
}

/** A list with a form to add an entry. */
export function ListPanel({ title, addLabel, canAdd, form, children }: ListPanelProps) {
  const { t } = useTranslation();
  const [isAdding, setIsAdding] = useState(false);
  const add = canAdd && !isAdding && (
    <Button variant="quiet" aria-label={addLabel} onPress={() => setIsAdding(true)}>
      <Plus size={16} aria-hidden /> {t('action.add')}
    </Button>
  );
  return (
    <Panel title={title} actions={add}>
      {isAdding && <div className="list-form">{form(() => setIsAdding(false))}</div>}
      {children.length > 0 ? <ul className="list">{children}</ul> : <p className="muted">{t('profile.none')}</p>}
    </Panel>
  );
}
