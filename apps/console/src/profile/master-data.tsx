import type { CustomerResponse } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import { Panel } from '../components/panel';
import { useDates } from '../i18n/use-dates';
import { nameOf, telephoneOf } from './customer-texts';
import { EditRow } from './edit-row';
import { EDITABLE_ROWS, type EditableRow } from './master-fields';
import type { LoadedCustomer } from './use-customer';
import { useFieldText } from './use-field-text';

/** The data of the customer itself. */
export function MasterData({ loaded }: { readonly loaded: LoadedCustomer }) {
  const { t } = useTranslation();
  const { customer } = loaded;
  return (
    <Panel title={t('profile.details')}>
      <dl className="facts">
        {EDITABLE_ROWS.map((row) => (
          <EditRow key={row.label} row={row} loaded={loaded}>
            <RowValue label={row.label} customer={customer} />
          </EditRow>
        ))}
        <RecordFacts customer={customer} />
      </dl>
    </Panel>
  );
}

/** The data that the service keeps about the record, which is not edited. */
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

interface RowValueProps {
  readonly label: EditableRow['label'];
  readonly customer: CustomerResponse;
}

function RowValue({ label, customer }: RowValueProps) {
  const { t } = useTranslation();
  const textOf = useFieldText();
  switch (label) {
    case 'name':
      return nameOf(customer, t);
    case 'email':
      return <Verified value={customer.email} at={customer.emailVerifiedAt} />;
    case 'telephone':
      return <Verified value={telephoneOf(customer)} at={customer.telephoneNumberVerifiedAt} />;
    default: {
      const value = customer[label];
      return value == null ? '–' : textOf(label, value);
    }
  }
}

/** A value that can be verified, and whether it is. */
function Verified({ value, at }: { readonly value: string | undefined; readonly at: string | undefined }) {
  const { t } = useTranslation();
  const { day } = useDates();
  if (value === undefined) return '–';
  const verified = at === undefined ? t('field.notVerified') : t('field.verified', { date: day(at) });
  return (
    <>
      {value} <small className="muted">{verified}</small>
    </>
  );
}
