import type { CustomerResponse } from '@profiles/client';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Message } from '../components/message';
import { StatusBadge } from '../components/status-badge';
import { useDates } from '../i18n/use-dates';
import { nameOf } from './customer-texts';

/** Who the customer is, and what is unusual: merged-in numbers, redirection, deactivation. */
export function ProfileHeader({ customer }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const { customerNumber, redirectedFrom, relatedCustomerNumbers = [], status, expirationDate } = customer;
  return (
    <>
      <header className="profile-header">
        <div>
          <h1 className="profile-title">
            {nameOf(customer, t)} <StatusBadge customer={customer} />
          </h1>
          <p className="muted number">
            {t('profile.number', { number: customerNumber })} <CopyButton text={String(customerNumber)} />
          </p>
          {relatedCustomerNumbers.length > 0 && (
            <p className="muted number">
              {t('profile.merged')}: {relatedCustomerNumbers.join(', ')}
            </p>
          )}
        </div>
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

/** Copies the customer number, and says so. */
function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  };
  return (
    <Button
      variant="quiet"
      isIcon
      aria-label={isCopied ? t('status.copied') : t('profile.copyNumber')}
      onPress={() => void copy()}
    >
      {isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
    </Button>
  );
}
