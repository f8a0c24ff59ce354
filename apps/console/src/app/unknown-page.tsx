import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Message } from '../components/message';

/** Shown for an address that is no page. */
export function UnknownPage() {
  const { t } = useTranslation();
  return (
    <Message title={t('failure.notFoundPage')} level={1}>
      <Link to="/">{t('action.toSearch')}</Link>
    </Message>
  );
}
