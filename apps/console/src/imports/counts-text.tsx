import type { Import } from '@profiles/client';
import { useTranslation } from 'react-i18next';

const OUTCOMES = ['created', 'updated', 'unchanged', 'skipped', 'refused'] as const;

/** The rows of an import by outcome. */
export function CountsText({ counts }: { readonly counts: Import['counts'] }) {
  const { t } = useTranslation('admin');
  const parts = OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) =>
    t(`imports.counts.${outcome}`, { count: counts[outcome] }),
  );
  return <span className="number">{parts.length === 0 ? t('imports.noRows') : parts.join(' · ')}</span>;
}
