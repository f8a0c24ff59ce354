import type { MergePreview } from '@profiles/client';
import { isErrorCode } from '@profiles/contracts/calls';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Message } from '../components/message';
import { serviceMessage } from '../i18n/i18n';
import { fieldName } from '../profile/operation-name';
import { useValueText } from '../profile/use-value-text';
import { codeText } from '../service/failure-text';

const MOVED = ['ecards', 'customerAccounts', 'personnelTickets', 'notes', 'preferences'] as const;

/** The effect of a merge, or the reason why it would be refused. */
export function MergePreviewText({ preview }: { readonly preview: MergePreview }) {
  const { t } = useTranslation();
  if (preview.outcome === 'refused') return <Refusal refusal={preview.refusal} />;
  if (preview.outcome === 'done') return <Message title={t('merge.alreadyDone')} level={3} />;
  return <Effects preview={preview} />;
}

function Refusal({ refusal }: { readonly refusal: MergePreview['refusal'] }) {
  const { t, i18n } = useTranslation();
  return (
    <Message title={t('merge.refused')} tone="warning" level={3}>
      {isErrorCode(refusal?.errorCode) && <p>{codeText(refusal.errorCode, t, i18n.language)[1]}</p>}
      {refusal !== undefined && <p>{serviceMessage(refusal.detail)}</p>}
      {refusal?.survivor !== undefined && (
        <Link to="/customers/$customerNumber" params={{ customerNumber: String(refusal.survivor) }}>
          {t('merge.survivor', { number: refusal.survivor })}
        </Link>
      )}
      <p>{t('merge.swapHelp')}</p>
    </Message>
  );
}

function Effects({ preview: { moves, takes, conflicts, relatedCustomerNumbers } }: { readonly preview: MergePreview }) {
  const { t } = useTranslation();
  const { textOf, preferenceName, preferenceValue } = useValueText();
  const shown = (field: string, value: unknown) => (value === undefined ? t('merge.empty') : textOf(field, value));
  const moved = MOVED.filter((list) => moves[list].length > 0);
  return (
    <div className="merge-preview">
      <p>{t(moved.length > 0 ? 'merge.moves' : 'merge.movesNothing')}</p>
      <ul>
        {moved.map((list) => (
          <li key={list}>{t(`merge.move.${list}`, { count: moves[list].length })}</li>
        ))}
      </ul>
      <p>{t(takes.length > 0 ? 'merge.takes' : 'merge.takesNothing')}</p>
      <ul>
        {takes.map(({ field, source, target }) => (
          <li key={field}>
            {t('merge.change', {
              field: fieldName(field, t),
              before: shown(field, target),
              after: shown(field, source),
            })}
          </li>
        ))}
      </ul>
      {conflicts.length > 0 && (
        <>
          <p>{t('merge.conflicts')}</p>
          <ul>
            {conflicts.map(({ field, preferenceId, source, target }) => (
              <li key={`${field}/${preferenceId}`}>
                {preferenceId === undefined
                  ? t('merge.conflict', {
                      field: fieldName(field, t),
                      source: shown(field, source),
                      target: shown(field, target),
                    })
                  : t('merge.conflict', {
                      field: preferenceName(preferenceId),
                      source: preferenceValue(preferenceId, shown(field, source)),
                      target: preferenceValue(preferenceId, shown(field, target)),
                    })}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="number">{t('merge.numbers', { numbers: relatedCustomerNumbers.join(', ') })}</p>
    </div>
  );
}
