import { Link, Outlet, useMatches } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Message } from '../components/message';
import { useSession } from '../session/session-context';
import { ADMIN_PAGES, adminPagesFor } from './admin-pages';
import { addAdminTexts } from './admin-texts';
import './admin-layout.css';

addAdminTexts();

/** The frame of the administration: its navigation, and the page if the token may open it. */
export function AdminLayout() {
  const { t } = useTranslation('admin');
  const { may } = useSession();
  // The location is already the next one while the outlet still shows the page before.
  const pathname = useMatches({ select: (matches) => matches.at(-1)?.pathname ?? '' });
  const page = ADMIN_PAGES.find(({ to }) => pathname.startsWith(to));
  return (
    <div className="page">
      <nav className="admin-navigation" aria-label={t('navigation.label')}>
        <ul>
          {adminPagesFor(may).map(({ to, label }) => (
            <li key={to}>
              <Link to={to} className="button button-secondary">
                {t(label)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {page === undefined || may(page.needs) ? (
        <Outlet />
      ) : (
        <Message title={t('noAccess')} level={1}>
          <p>{t('noAccessHelp')}</p>
        </Message>
      )}
    </div>
  );
}
