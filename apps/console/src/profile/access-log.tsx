import type { CustomerResponse } from '@profiles/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Failure } from '../components/failure';
import { Panel } from '../components/panel';
import { useDates } from '../i18n/use-dates';
import { useActor, useService } from '../service/service-context';
import { useSession } from '../session/session-context';
import { exportedPages } from './exported-pages';
import { operationName } from './operation-name';
import '../components/list-panel.css';
import '../components/status-badge.css';

/** The reads of a customer. It is a part of the export, which is read when it is asked for: it is itself a read. */
export function AccessLog({ customer: { customerNumber } }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [isShown, setIsShown] = useState(false);
  if (!may('profiles.export')) return null;
  return (
    <Panel
      title={t('accesses.title')}
      actions={
        !isShown && (
          <Button variant="quiet" aria-label={t('accesses.show')} onPress={() => setIsShown(true)}>
            {t('action.show')}
          </Button>
        )
      }
    >
      {isShown ? <Accesses customerNumber={customerNumber} /> : <p className="muted">{t('accesses.text')}</p>}
    </Panel>
  );
}

function Accesses({ customerNumber }: { readonly customerNumber: number }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const api = useService();
  const actor = useActor();
  const { data, error, refetch } = useQuery({
    // Not below the key of the customer: each time it is read it grows, so that a change of the customer does not read it again.
    queryKey: ['accesses', customerNumber],
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) => {
      const pages = await exportedPages(api, customerNumber, { ...actor, signal });
      return pages.flatMap(({ accesses }) => accesses);
    },
  });
  return (
    <>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <p role="status" className="muted">
        {data === undefined && error === null && t('app.loading')}
        {data !== undefined && t('accesses.count', { count: data.length })}
      </p>
      <ul className="list access-log">
        {data?.map(({ id, customerNumber: read, at, operation, lookedBy, clientId, clientName }) => (
          <li key={id}>
            <div className="list-main">
              {operationName(operation, t)}{' '}
              {read !== customerNumber && <span className="badge number">{t('timeline.of', { number: read })}</span>}
              <div className="muted">
                <time dateTime={at}>{instant(at)}</time> ·{' '}
                {[lookedBy, clientName ?? clientId].filter(Boolean).join(', ')}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
