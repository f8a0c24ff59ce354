import { type ComponentProps, lazy, useMemo } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../components/status-badge';
import { useDates } from '../i18n/use-dates';
import { nameOf, telephoneOf } from '../profile/customer-texts';
import { RESULTS_ID } from './results-id';
import type { Hit } from './run-search';

const LongHits = lazy(async () => ({ default: (await import('./long-hits')).LongHits }));

/** A list that is not longer is in the document as a whole, so that it can be searched and printed. */
const MAX_WHOLE = 100;

interface SearchHitsProps {
  readonly hits: readonly Hit[];
  /** Otherwise they were found for an earlier text, and cannot be opened: a click would open another customer than is meant. */
  readonly isCurrent: boolean;
}

/** The customers found. Arrow keys move in the list, Enter opens a customer. */
export function SearchHits(props: SearchHitsProps) {
  if (props.hits.length <= MAX_WHOLE) return <HitList {...props} />;
  return (
    <LongHits>
      <HitList {...props} isLong />
    </LongHits>
  );
}

type RowProps = ComponentProps<'div'>;

interface HitListProps extends SearchHitsProps {
  /** Only some of the customers are in the document, so that each needs its number. @defaultValue false */
  readonly isLong?: boolean;
}

function HitList({ hits, isCurrent, isLong = false }: HitListProps) {
  const { t } = useTranslation();
  const numbers = useMemo(() => new Map(hits.map((hit, index) => [hit, index + 1])), [hits]);
  return (
    <GridList
      id={RESULTS_ID}
      className={isCurrent ? 'hits' : 'hits hits-outdated'}
      aria-label={t('search.results')}
      items={hits}
      dependencies={[t]}
      disabledKeys={isCurrent ? [] : hits.map(({ customer }) => customer.customerNumber)}
    >
      {(hit) => (
        <GridListItem
          id={hit.customer.customerNumber}
          className="hit"
          href={`/customers/${hit.customer.customerNumber}`}
          textValue={nameOf(hit.customer, t)}
          {...(isLong && { render: (row: RowProps) => <div {...row} {...{ 'aria-rowindex': numbers.get(hit) }} /> })}
        >
          <HitContent {...hit} />
        </GridListItem>
      )}
    </GridList>
  );
}

function HitContent({ customer, reasons }: Hit) {
  const { t } = useTranslation();
  const { day } = useDates();
  const town = customer.postalAddresses?.[0];
  const facts = [
    telephoneOf(customer),
    customer.email,
    customer.dateOfBirth && day(customer.dateOfBirth),
    town && `${town.postCode} ${town.town}`,
  ].filter(Boolean);
  return (
    <>
      <span className="hit-title">
        <strong>{nameOf(customer, t)}</strong>
        <StatusBadge customer={customer} />
        <span className="muted number">{customer.customerNumber}</span>
      </span>
      <span className="hit-facts number">{facts.join(' · ')}</span>
      <span className="hit-reasons">
        <span className="visually-hidden">{t('search.reasons')}: </span>
        {reasons.map(({ kind, value }) => (
          <span key={`${kind}=${value}`} className="reason">
            {t(`kind.${kind}`)} <b>{value}</b>
          </span>
        ))}
      </span>
    </>
  );
}
