import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { ConsoleDialog } from '../components/dialog';
import { useSession } from '../session/session-context';

/** Says that the session has ended, and leads to the sign-in. */
export function SessionEndDialog() {
  const { t } = useTranslation();
  const session = useSession();
  const [isOpen, setIsOpen] = useState(true);
  return (
    <ConsoleDialog isOpen={isOpen} title={t('session.ended')} onClose={() => setIsOpen(false)}>
      <p>{t('session.endedHelp')}</p>
      <Button variant="primary" onPress={() => session.signIn()}>
        {t('session.signIn')}
      </Button>
    </ConsoleDialog>
  );
}
