import { createContext, type ReactNode, use, useMemo, useState } from 'react';

/** A customer that was opened, as the list of recent ones shows it. */
export interface RecentCustomer {
  readonly customerNumber: number;
  readonly name: string;
}

interface SearchState {
  /** The text in the search box. It is personal data, so it is in memory only and in no URL. */
  readonly text: string;
  setText(text: string): void;
  /** The text that Enter was pressed after: a single match of it is opened. */
  readonly entered: string | undefined;
  setEntered(text: string | undefined): void;
  /** The customers that were opened, the latest first. */
  readonly recent: readonly RecentCustomer[];
  addRecent(customer: RecentCustomer): void;
  removeRecent(customerNumber: number): void;
}

const SearchContext = createContext<SearchState | undefined>(undefined);

const MAX_RECENT = 10;

/** Keeps the search while pages change. */
export function SearchProvider({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('');
  const [entered, setEntered] = useState<string>();
  const [recent, setRecent] = useState<readonly RecentCustomer[]>([]);
  const state = useMemo(() => {
    const without = (list: readonly RecentCustomer[], customerNumber: number) =>
      list.filter((one) => one.customerNumber !== customerNumber);
    return {
      text,
      setText,
      entered,
      setEntered,
      recent,
      addRecent: (customer: RecentCustomer) =>
        setRecent((list) => [customer, ...without(list, customer.customerNumber)].slice(0, MAX_RECENT)),
      removeRecent: (customerNumber: number) => setRecent((list) => without(list, customerNumber)),
    };
  }, [text, entered, recent]);
  return <SearchContext value={state}>{children}</SearchContext>;
}

/** The state of the search. */
export function useSearch(): SearchState {
  const state = use(SearchContext);
  if (state === undefined) throw new Error('useSearch needs a SearchProvider.');
  return state;
}
