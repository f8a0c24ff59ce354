import type { CustomerResponse } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { Panel } from '../components/panel';
import { useDates } from '../i18n/use-dates';
import type { LoadedCustomer } from './use-customer';

/** The data of the customer itself. */
export function MasterData({ loaded: { customer } }: { readonly loaded: LoadedCustomer }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('profile.details')}>
      <dl className="facts">
        <RecordFacts customer={customer} />
      </dl>
    </Panel>
  );
}

/** What the service keeps about the record, which is not edited. */
function RecordFacts({ customer }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('field.customerRef'), customer.customerRef],
    [t('field.username'), customer.username],
    [t('field.lastSignIn'), customer.lastSignInAt && instant(customer.lastSignInAt)],
    [
      t('field.created'),
      t('field.by', { date: instant(customer.createdAt), by: customer.createdBy, channel: customer.createdByChannel }),
    ],
    [
      t('field.changed'),
      t('field.by', { date: instant(customer.changedAt), by: customer.changedBy, channel: customer.changedByChannel }),
    ],
  ];
  return facts.map(
    ([label, value]) =>
      value !== undefined && (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ),
  );
}
