import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { RouterProvider as LinkProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SearchBox } from '../search/search-box';
import { useSession } from '../session/session-context';
import { navigationFor } from './navigation';
import { UserMenu } from './user-menu';
import './layout.css';

/** The frame of every page: search box, navigation and menu of the employee. */
export function Layout() {
  const { t } = useTranslation();
  const { may } = useSession();
  const router = useRouter();
  return (
    // Links of the components lead to pages without a reload.
    <LinkProvider navigate={(href) => router.history.push(href)}>
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <header className="header">
        <Link to="/" className="brand" aria-label={t('app.title')}>
          <Users size={20} aria-hidden />
          <span className="brand-name">{t('app.title')}</span>
        </Link>
        <SearchBox />
        <UserMenu />
        <nav className="navigation" aria-label={t('navigation.label')}>
          <ul>
            {navigationFor(may).map(({ to, label }) => (
              <li key={to}>
                <Link to={to} activeOptions={{ exact: to === '/' }}>
                  {t(label)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main className="content" id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </LinkProvider>
  );
}
