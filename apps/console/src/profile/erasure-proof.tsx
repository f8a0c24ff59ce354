import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Message } from '../components/message';
import { useDates } from '../i18n/use-dates';
import type { Proof } from './erase-dialog';

/** The proof of an erasure, in the place of the customer. */
export function ErasureProof({ proof }: { readonly proof: Proof }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus(), []);
  const facts = [
    [t('proof.number'), String(proof.customerNumber)],
    [t('proof.requester'), proof.requester],
    [t('proof.at'), instant(proof.at)],
    [t('proof.reference'), proof.reference],
    [t('proof.check'), proof.isVerified ? t('proof.verified') : t('proof.notVerified')],
  ];
  return (
    <div ref={element} tabIndex={-1}>
      <Message title={t('proof.title')} tone={proof.isVerified ? 'success' : 'warning'} level={1}>
        <dl className="facts">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p>{t('proof.help')}</p>
        <Link to="/">{t('action.toSearch')}</Link>
      </Message>
    </div>
  );
}
