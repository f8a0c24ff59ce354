import type { CustomerResponse } from '@profiles/client';
import { useTranslation } from 'react-i18next';
import './status-badge.css';

type BadgeCustomer = Pick<CustomerResponse, 'status' | 'profileType'>;

/** A badge for an unusual customer: not active, temporary, or with a personnel ticket. An ordinary one has no badge. */
export function StatusBadge({ customer: { status, profileType } }: { readonly customer: BadgeCustomer }) {
  const { t } = useTranslation();
  return (
    <>
      {status !== 'A' && <span className="badge badge-warning">{t(`customerStatus.${status}`)}</span>}
      {profileType !== 'S' && <span className="badge">{t(`customerType.${profileType}`)}</span>}
    </>
  );
}
