import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Failure } from '../components/failure';
import { Panel } from '../components/panel';
import { VirtualList } from '../components/virtual-list';
import { useDates } from '../i18n/use-dates';
import { failedWith } from '../service/failure-text';
import { useService } from '../service/service-context';
import { isShown } from './changed-fields';
import { fieldName, operationName } from './operation-name';
import { customerKey } from './use-customer';

/** Events that are read at once. */
const LIMIT = 1000;

/** The events of a customer, the latest first. They name the changed fields and have no values. */
export function EventLine({ customerNumber }: { readonly customerNumber: number }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const api = useService();
  const { data, error, refetch } = useQuery({
    queryKey: [...customerKey(customerNumber), 'events'],
    queryFn: ({ signal }) => api.events.list({ customerNumber, limit: LIMIT }, { signal }),
  });
  return (
    <Panel title={t('timeline.title')}>
      {failedWith(error, 619) && <p className="muted">{t('timeline.away')}</p>}
      {error !== null && !failedWith(error, 619) && <Failure error={error} onRetry={() => void refetch()} />}
      <VirtualList items={data?.items.toReversed() ?? []} keyOf={({ id }) => id} height={70} className="timeline">
        {({ time, data: event }) => (
          <>
            <strong>{operationName(event.cause, t)}</strong>
            <div className="muted">
              <time dateTime={time}>{instant(time)}</time>
            </div>
            <div className="changed-fields">
              {event.changedFields
                .filter(isShown)
                .map((name) => fieldName(name, t))
                .join(', ')}
            </div>
          </>
        )}
      </VirtualList>
    </Panel>
  );
}
