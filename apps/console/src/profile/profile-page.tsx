import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../components/failure';
import { Message } from '../components/message';
import { useSearch } from '../search/search-context';
import { failedWith } from '../service/failure-text';
import { nameOf } from './customer-texts';
import { MasterData } from './master-data';
import { ProfileHeader } from './profile-header';
import { type LoadedCustomer, useCustomer } from './use-customer';
import './profile-page.css';

/** Everything about one customer on one page. */
export function ProfilePage() {
  const { t } = useTranslation();
  const { customerNumber: asked = '' } = useParams({ strict: false });
  const customerNumber = Number(asked);
  const { data, error, refetch } = useCustomer(customerNumber);
  if (data !== undefined) return <Profile key={customerNumber} loaded={data} />;
  if (failedWith(error, 617) || failedWith(error, 400)) {
    return (
      <Message title={t('profile.notFound', { number: asked })} level={1}>
        <p>{t('profile.notFoundHelp')}</p>
      </Message>
    );
  }
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  return <p role="status">{t('app.loading')}</p>;
}

function Profile({ loaded }: { readonly loaded: LoadedCustomer }) {
  const { t } = useTranslation();
  const { addRecent } = useSearch();
  const { customer } = loaded;
  const { customerNumber } = customer;
  const name = nameOf(customer, t);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list changes with each call, the customer does not
  useEffect(() => addRecent({ customerNumber, name }), [customerNumber, name]);
  return (
    <article className="profile">
      <ProfileHeader customer={customer} />
      <div className="profile-columns">
        <div className="profile-column">
          <MasterData loaded={loaded} />
        </div>
      </div>
    </article>
  );
}
