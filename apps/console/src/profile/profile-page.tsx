import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../components/failure';
import { Message } from '../components/message';
import { useSearch } from '../search/search-context';
import { failedWith } from '../service/failure-text';
import { AccessLog } from './access-log';
import { Accounts } from './accounts';
import { Addresses } from './addresses';
import { Cards } from './cards';
import { nameOf } from './customer-texts';
import type { Proof } from './erase-dialog';
import { ErasureProof } from './erasure-proof';
import { LiveStatus } from './live-status';
import { MasterData } from './master-data';
import { Notes } from './notes';
import { Preferences } from './preferences';
import { Privacy } from './privacy';
import { ProfileHeader } from './profile-header';
import { Tickets } from './tickets';
import { Timeline } from './timeline';
import { customerKey, type LoadedCustomer, useCustomer } from './use-customer';
import './profile-page.css';

/** Everything about one customer on one page. */
export function ProfilePage() {
  const { customerNumber = '' } = useParams({ strict: false });
  return <AskedProfile key={customerNumber} asked={customerNumber} />;
}

function AskedProfile({ asked }: { readonly asked: string }) {
  const [proof, setProof] = useState<Proof>();
  const queries = useQueryClient();
  const { removeRecent, setText } = useSearch();
  if (proof !== undefined) return <ErasureProof proof={proof} />;
  return (
    <LoadedProfile
      asked={asked}
      onErased={(erased) => {
        setProof(erased);
        // Nothing of the person stays in the memory of the page either.
        queries.removeQueries({ queryKey: customerKey(Number(asked)) });
        queries.removeQueries({ queryKey: customerKey(erased.customerNumber) });
        queries.removeQueries({ queryKey: ['search'] });
        removeRecent(erased.customerNumber);
        setText('');
      }}
    />
  );
}

interface LoadedProfileProps {
  /** The customer number as it stands in the address. */
  readonly asked: string;
  readonly onErased: (proof: Proof) => void;
}

function LoadedProfile({ asked, onErased }: LoadedProfileProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useCustomer(Number(asked));
  if (data !== undefined) return <Profile loaded={data} onErased={onErased} />;
  if (failedWith(error, 617) || failedWith(error, 400)) {
    return (
      <Message title={t('profile.notFound', { number: asked })} level={1}>
        <p>{t('profile.notFoundHelp')}</p>
      </Message>
    );
  }
  if (error !== null) return <Failure level={1} error={error} onRetry={() => void refetch()} />;
  return <p role="status">{t('app.loading')}</p>;
}

interface ProfileProps {
  readonly loaded: LoadedCustomer;
  readonly onErased: (proof: Proof) => void;
}

function Profile({ loaded, onErased }: ProfileProps) {
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
      <LiveStatus customerNumber={customerNumber} />
      <div className="profile-columns">
        <div className="profile-column">
          <MasterData loaded={loaded} />
          <Addresses customer={customer} />
          <Accounts customer={customer} />
          <Tickets customer={customer} />
        </div>
        <div className="profile-column">
          <Cards customer={customer} />
          <Notes customer={customer} />
          <Preferences customer={customer} />
          <Timeline customer={customer} />
          <AccessLog customer={customer} />
          <Privacy customer={customer} onErased={onErased} />
        </div>
      </div>
    </article>
  );
}
