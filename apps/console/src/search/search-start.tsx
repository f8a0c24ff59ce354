import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSearch } from './search-context';

const EXAMPLES = ['Nord 912 34 567', 'kari@', '31.12.1980', '5780 3123 4567 8902', '1000000', '0150 Ola'];

/** The search page before anything is typed: the kinds of search terms, and the recent customers. */
export function SearchStart() {
  const { t } = useTranslation();
  const { recent } = useSearch();
  return (
    <div className="search-start">
      <div>
        <h1>{t('search.start')}</h1>
        <p className="muted">{t('search.startHelp')}</p>
      </div>
      <div>
        <h2>{t('search.examples')}</h2>
        <ul className="examples">
          {EXAMPLES.map((example) => (
            <li key={example}>
              <code>{example}</code>
            </li>
          ))}
        </ul>
      </div>
      {recent.length > 0 && (
        <div>
          <h2>{t('search.recent')}</h2>
          <p className="muted">{t('search.recentHelp')}</p>
          <ul className="recent">
            {recent.map(({ customerNumber, name }) => (
              <li key={customerNumber}>
                <Link to="/customers/$customerNumber" params={{ customerNumber: String(customerNumber) }}>
                  {name} <span className="muted number">{customerNumber}</span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
