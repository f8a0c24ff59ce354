import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { Failure } from '../components/failure';
import { Message } from '../components/message';
import { ShowMore } from '../components/show-more';
import { VirtualList } from '../components/virtual-list';
import { useActor, useService } from '../service/service-context';
import { DuplicatePairItem } from './duplicate-pair-item';
import { pairKey, pairsLeft } from './pairs';
import { type LoadedPair, useDuplicates } from './use-duplicates';
import './duplicates-page.css';

/** The duplicates inbox: likely pairs of the organisation, to be merged or remembered as two persons. */
export function DuplicatesPage() {
  const { t } = useTranslation();
  const api = useService();
  const actor = useActor();
  const query = useDuplicates();
  const { data, error, refetch, hasNextPage } = query;
  const [marked, setMarked] = useState<readonly LoadedPair[]>([]);
  const [failure, setFailure] = useState<unknown>();
  const pairs = pairsLeft(data?.pages.flatMap((page) => page.pairs) ?? [], marked);

  const change = async (pair: LoadedPair, call: typeof api.profiles.markDistinct, after: () => void) => {
    const [customerNumber, otherCustomerNumber] = pair.customerNumbers;
    if (customerNumber === undefined || otherCustomerNumber === undefined) return;
    setFailure(undefined);
    try {
      await call({ customerNumber, otherCustomerNumber }, actor);
      after();
    } catch (reason) {
      setFailure(reason);
    }
  };
  const mark = (pair: LoadedPair) =>
    change(pair, api.profiles.markDistinct, () => setMarked((current) => [...current, pair]));
  const unmark = (pair: LoadedPair) =>
    change(pair, api.profiles.unmarkDistinct, () => {
      setMarked((current) => current.filter((other) => pairKey(other) !== pairKey(pair)));
    });
  const last = marked.at(-1);

  return (
    <div className="page">
      <h1>{t('duplicates.title')}</h1>
      <p className="muted">{t('duplicates.text')}</p>
      <div role="status">
        {last !== undefined && (
          <p className="notice">
            {t('duplicates.marked', { pair: last.customerNumbers.join(' / ') })}{' '}
            <Button variant="quiet" onPress={() => void unmark(last)}>
              {t('duplicates.undo')}
            </Button>
          </p>
        )}
        {data === undefined && error === null && t('app.loading')}
      </div>
      {failure !== undefined && <Failure error={failure} isWrite />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && pairs.length === 0 && !hasNextPage && (
        <Message title={t('duplicates.none')}>
          <p>{t('duplicates.noneHelp')}</p>
        </Message>
      )}
      <VirtualList items={pairs} keyOf={pairKey} height={210} gap={12} className="pairs" label={t('duplicates.title')}>
        {(pair) => <DuplicatePairItem pair={pair} onDistinct={() => void mark(pair)} />}
      </VirtualList>
      <ShowMore query={query} />
    </div>
  );
}
