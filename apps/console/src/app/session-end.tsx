import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { ConsoleDialog } from '../components/dialog';
import { useSession } from '../session/session-context';

/** Says that the session has ended, instead of failing with the next call. */
export function SessionEnd() {
  const { t } = useTranslation();
  const session = useSession();
  const [hasEnded, setHasEnded] = useState(false);
  useEffect(() => session.onEnd(() => setHasEnded(true)), [session]);
  return (
    <ConsoleDialog isOpen={hasEnded} title={t('session.ended')} onClose={() => setHasEnded(false)}>
      <p>{t('session.endedHelp')}</p>
      <Button variant="primary" onPress={() => session.signIn()}>
        {t('session.signIn')}
      </Button>
    </ConsoleDialog>
  );
}
