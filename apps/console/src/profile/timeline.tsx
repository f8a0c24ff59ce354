import type { CustomerResponse, ProfileChange } from '@profiles/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../components/failure';
import { Panel } from '../components/panel';
import { ShowMore } from '../components/show-more';
import { VirtualList } from '../components/virtual-list';
import { useDates } from '../i18n/use-dates';
import { useActor, useService } from '../service/service-context';
import { useSession } from '../session/session-context';
import { ChangedFields } from './changed-fields';
import { EventLine } from './event-line';
import { operationName } from './operation-name';
import { UndoMerge } from './undo-merge';
import { undoableMerges } from './undoable-merges';
import { customerKey } from './use-customer';
import './timeline.css';

/** The changes of a customer, the latest first: with values where the token may see them, otherwise the events. */
export function Timeline({ customer }: { readonly customer: CustomerResponse }) {
  const { may } = useSession();
  return may('profiles.listChanges') ? (
    <Changes customer={customer} />
  ) : (
    <EventLine customerNumber={customer.customerNumber} />
  );
}

function Changes({ customer }: { readonly customer: CustomerResponse }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { customerNumber } = customer;
  const api = useService();
  const actor = useActor();
  const query = useInfiniteQuery({
    queryKey: [...customerKey(customerNumber), 'changes'],
    queryFn: ({ pageParam, signal }) =>
      api.profiles.listChanges(
        { customerNumber, ...(pageParam !== '' && { cursor: pageParam }) },
        { ...actor, signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const { data, error, refetch } = query;
  const changes = data?.pages.flatMap(({ items }) => items) ?? [];
  const undoable = may('profiles.unmerge') ? undoableMerges(changes, customer) : new Set();
  return (
    <Panel title={t('timeline.title')}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {/* A change with very long lists comes in several items with the same id. */}
      <VirtualList items={changes} keyOf={({ id }, index) => `${id}/${index}`} height={80} className="timeline">
        {(change, index) => (
          <ChangeItem change={change} customerNumber={customerNumber}>
            {undoable.has(index) && <UndoMerge customerNumber={customerNumber} source={change.customerNumber} />}
          </ChangeItem>
        )}
      </VirtualList>
      <ShowMore query={query} />
    </Panel>
  );
}

interface ChangeItemProps {
  readonly change: ProfileChange;
  /** The customer of the page. A change of a profile merged into it says so. */
  readonly customerNumber: number;
  /** The actions on the change. */
  readonly children: ReactNode;
}

function ChangeItem({ change, customerNumber, children }: ChangeItemProps) {
  const { t } = useTranslation();
  const { instant } = useDates();
  return (
    <>
      <div>
        <strong>{operationName(change.operation, t)}</strong>
        {change.customerNumber !== customerNumber && (
          <span className="badge number">{t('timeline.of', { number: change.customerNumber })}</span>
        )}
      </div>
      <div className="muted">
        <time dateTime={change.changedAt}>{instant(change.changedAt)}</time> · {change.changedBy} (
        {change.changedByChannel})
      </div>
      <ChangedFields fields={change.fields} />
      {children}
    </>
  );
}
