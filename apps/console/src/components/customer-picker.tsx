import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { nameOf, telephoneOf } from '../profile/customer-texts';
import { useCustomerSearch } from '../search/use-customer-search';
import { Failure } from './failure';
import { StatusBadge } from './status-badge';
import { TextInput } from './text-input';
import './customer-picker.css';

interface CustomerPickerProps {
  readonly label: string;
  /** The customer number of one that can't be picked. */
  readonly except: number;
  readonly picked: number | undefined;
  readonly onPick: (customerNumber: number) => void;
}

/** Customers that are offered at once. */
const MAX_OFFERED = 8;

/** A search for one customer, with everything that the search box of the console takes. */
export function CustomerPicker({ label, except, picked, onPick }: CustomerPickerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { data, error, isFetching, lookups, isSettled, refetch } = useCustomerSearch(text);
  const offered = (lookups.length === 0 ? [] : (data?.hits ?? []))
    .filter(({ customer }) => customer.customerNumber !== except)
    .slice(0, MAX_OFFERED);
  const isEmpty = lookups.length > 0 && isSettled && !isFetching && offered.length === 0;
  return (
    <>
      <TextInput
        label={label}
        hint={t('search.placeholder')}
        value={text}
        onChange={setText}
        autoComplete="off"
        autoFocus
      />
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <p role="status" className={isEmpty ? 'muted' : 'visually-hidden'}>
        {isEmpty ? t('search.none') : isFetching ? t('search.searching') : t('search.count', { count: offered.length })}
      </p>
      {offered.length > 0 && (
        <RadioGroup
          className="picker"
          value={picked === undefined ? null : String(picked)}
          onChange={(value) => onPick(Number(value))}
        >
          <Label className="visually-hidden">{t('search.results')}</Label>
          {offered.map(({ customer }) => (
            <Radio key={customer.customerNumber} value={String(customer.customerNumber)} className="picker-option">
              <span>
                {nameOf(customer, t)} <StatusBadge customer={customer} />
                <span className="muted number picker-facts">
                  {[customer.customerNumber, telephoneOf(customer), customer.email].filter(Boolean).join(' · ')}
                </span>
              </span>
            </Radio>
          ))}
        </RadioGroup>
      )}
    </>
  );
}
