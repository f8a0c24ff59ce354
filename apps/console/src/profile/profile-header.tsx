import type { CustomerResponse } from '@profiles/client';
import { Link } from '@tanstack/react-router';
import { Merge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../components/copy-button';
import { Message } from '../components/message';
import { StatusBadge } from '../components/status-badge';
import { useDates } from '../i18n/use-dates';
import { useSession } from '../session/session-context';
import { nameOf } from './customer-texts';
import '../components/button.css';

/** The name of the customer, and unusual facts: merged-in numbers, redirection, deactivation. */
export function ProfileHeader({ customer }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const { may } = useSession();
  const { customerNumber, redirectedFrom, relatedCustomerNumbers = [], status, expirationDate } = customer;
  const canMerge = status !== 'D' && (may('profiles.merge') || may('profiles.connect'));
  return (
    <>
      <header className="profile-header">
        <div>
          <h1 className="profile-title">
            {nameOf(customer, t)} <StatusBadge customer={customer} />
          </h1>
          <p className="muted number">
            {t('profile.number', { number: customerNumber })}
            <CopyButton label={t('profile.copyNumber')} text={String(customerNumber)} />
          </p>
          {relatedCustomerNumbers.length > 0 && (
            <p className="muted number">
              {t('profile.merged')}: {relatedCustomerNumbers.join(', ')}
            </p>
          )}
        </div>
        {canMerge && (
          <Link to="/merge" search={{ customer: customerNumber }} className="button button-secondary">
            <Merge size={16} aria-hidden /> {t('merge.with')}
          </Link>
        )}
      </header>
      {redirectedFrom !== undefined && (
        <Message title={t('profile.redirected', { from: redirectedFrom })} tone="warning">
          <p>{t('profile.redirectedHelp', { from: redirectedFrom, number: customerNumber })}</p>
        </Message>
      )}
      {status === 'D' && (
        <Message title={t('profile.deactivated')} tone="warning">
          {expirationDate !== undefined && <p>{t('profile.deactivatedHelp', { date: instant(expirationDate) })}</p>}
        </Message>
      )}
    </>
  );
}
