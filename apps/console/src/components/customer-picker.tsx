import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { nameOf, telephoneOf } from '../profile/customer-texts';
import { useCustomerSearch } from '../search/use-customer-search';
import { useSingleMatch } from '../search/use-single-match';
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

/**
 * A search for one customer, with everything that the search box of the console takes. Enter picks the customer when one alone
 * matches, so that a card that is scanned is enough: scanners type the number and then Enter.
 */
export function CustomerPicker({ label, except, picked, onPick }: CustomerPickerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { data, error, isCurrent, lookups, refetch } = useCustomerSearch(text);
  const offered = (lookups.length === 0 ? [] : (data?.hits ?? []))
    .filter(({ customer }) => customer.customerNumber !== except)
    .slice(0, MAX_OFFERED);
  const isComplete = lookups.length > 0 && isCurrent;
  const isEmpty = isComplete && offered.length === 0;
  const [entered, setEntered] = useState<string>();
  useSingleMatch({
    isEntered: entered === text,
    hits: isComplete ? offered : undefined,
    onMatch(customerNumber) {
      setEntered(undefined);
      onPick(customerNumber);
    },
  });
  return (
    <>
      <TextInput
        label={label}
        hint={t('search.pickHint')}
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key === 'Enter') setEntered(text);
          // Escape closes the dialog around it.
          else event.continuePropagation();
        }}
        autoComplete="off"
        autoFocus
      />
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <p role="status" className={isEmpty ? 'muted' : 'visually-hidden'}>
        {isEmpty ? t('search.none') : !isCurrent ? t('search.searching') : t('search.count', { count: offered.length })}
      </p>
      {offered.length > 0 && (
        <RadioGroup
          className="picker"
          // Those of an earlier text cannot be picked in the place of what is meant.
          isDisabled={!isComplete}
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
