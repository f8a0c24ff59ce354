import type { CustomerResponse } from '@profiles/client';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { StatusBadge } from '../components/status-badge';
import { useDates } from '../i18n/use-dates';
import { nameOf, telephoneOf } from '../profile/customer-texts';
import { useSession } from '../session/session-context';
import type { LoadedPair } from './use-duplicates';
import '../components/panel.css';
import '../components/button.css';

interface DuplicatePairItemProps {
  readonly pair: LoadedPair;
  readonly onDistinct: () => void;
}

/** A likely pair side by side, with its reasons and what can be done about it. */
export function DuplicatePairItem({ pair, onDistinct }: DuplicatePairItemProps) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { customerNumbers, customers, score, reasons } = pair;
  const [customer = 0, source = 0] = customerNumbers;
  const text = t('duplicates.pair', { first: customer, second: source });
  return (
    <div className="panel pair">
      <div className="pair-customers">
        {customerNumbers.map((customerNumber, index) => (
          <PairCustomer key={customerNumber} customerNumber={customerNumber} customer={customers[index]} />
        ))}
      </div>
      <p className="pair-reasons">
        <span className="badge">{t('duplicates.score', { percent: Math.round(score * 100) })}</span>
        {reasons.map((reason) => (
          <span key={reason} className="badge">
            {t(`duplicates.reason.${reason}`)}
          </span>
        ))}
      </p>
      <div className="form-actions">
        {(may('profiles.merge') || may('profiles.connect')) && (
          <Link
            to="/merge"
            search={{ customer, source }}
            className="button button-primary"
            aria-label={`${t('duplicates.same')}: ${text}`}
          >
            {t('duplicates.same')}
          </Link>
        )}
        {may('profiles.markDistinct') && (
          <Button aria-label={`${t('duplicates.distinct')}: ${text}`} onPress={onDistinct}>
            {t('duplicates.distinct')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface PairCustomerProps {
  readonly customerNumber: number;
  readonly customer: CustomerResponse | undefined;
}

function PairCustomer({ customerNumber, customer }: PairCustomerProps) {
  const { t } = useTranslation();
  const { day } = useDates();
  const facts =
    customer === undefined
      ? []
      : [telephoneOf(customer), customer.email, customer.dateOfBirth && day(customer.dateOfBirth)].filter(Boolean);
  return (
    <div className="pair-customer">
      <Link to="/customers/$customerNumber" params={{ customerNumber: String(customerNumber) }}>
        {customer === undefined ? customerNumber : nameOf(customer, t)}
      </Link>{' '}
      {customer !== undefined && <StatusBadge customer={customer} />}
      <div className="muted number">{customerNumber}</div>
      {facts.map((fact) => (
        <div key={fact} className="number">
          {fact}
        </div>
      ))}
    </div>
  );
}
