import { Suspense, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../components/failure';
import { Message } from '../components/message';
import { ShowMore } from '../components/show-more';
import { SearchHits } from './lazy-hits';
import type { Lookup } from './recognise';
import type { SearchResult } from './run-search';
import { useSearch } from './search-context';
import { SearchStart } from './search-start';
import { useCustomerSearch } from './use-customer-search';
import { useOpenSingle } from './use-open-single';
import './search-page.css';

/** The results of the search box, while it is typed into. */
export function SearchPage() {
  const { t } = useTranslation();
  const { text } = useSearch();
  const query = useCustomerSearch(text);
  const { data, error, refetch, lookups, isCurrent, hasNextPage, isFetchNextPageError } = query;
  const shown = useDeferredValue(data);
  const isShown = isCurrent && shown?.text === data?.text;
  useOpenSingle(isShown ? shown?.hits : undefined);

  if (text.trim() === '') return <SearchStart />;
  if (lookups.length === 0 && isCurrent) {
    return (
      <Message title={t('search.incomplete')} level={1}>
        <p>{t('search.incompleteHelp')}</p>
      </Message>
    );
  }
  if (error !== null && !isFetchNextPageError)
    return <Failure level={1} error={error} onRetry={() => void refetch()} />;
  return (
    <div className="search-page" aria-busy={!isShown}>
      <h1 className="visually-hidden">{t('search.results')}</h1>
      <p role="status" className="search-count">
        {shown === undefined || !isShown
          ? t('search.searching')
          : t(hasNextPage ? 'search.countAtLeast' : 'search.count', { count: shown.hits.length })}
      </p>
      {/* Deferred results wait for the file of their list, and appear together with their count. */}
      <Suspense>{shown !== undefined && <Results result={shown} lookups={lookups} isCurrent={isShown} />}</Suspense>
      {isFetchNextPageError && <Failure error={error} onRetry={() => void query.fetchNextPage()} />}
      {isCurrent && hasNextPage && <p className="muted">{t('search.narrow')}</p>}
      {isCurrent && !isFetchNextPageError && <ShowMore query={query} />}
    </div>
  );
}

interface ResultsProps {
  readonly result: SearchResult;
  readonly lookups: readonly Lookup[];
  /** The result is that of the text in the search box, not of what was typed before. */
  readonly isCurrent: boolean;
}

function Results({ result, lookups, isCurrent }: ResultsProps) {
  const { t } = useTranslation();
  const { hits, isPartial, hasWrongCheckDigit } = result;
  const kinds = [...new Set(lookups.flatMap(({ reasons }) => reasons.map(({ kind }) => t(`kind.${kind}`))))];
  if (hits.length === 0 && !isCurrent) return null;
  return (
    <>
      {isPartial && <Message title={t('search.partial')} tone="warning" />}
      {hits.length > 0 && <SearchHits hits={hits} isCurrent={isCurrent} />}
      {hits.length === 0 && (
        <Message title={t('search.none')}>
          {hasWrongCheckDigit && <p>{t('search.wrongCard')}</p>}
          <p>{t('search.noneHelp', { kinds: kinds.join(', ') })}</p>
          <p className="muted">{t('search.noneHints')}</p>
        </Message>
      )}
    </>
  );
}
