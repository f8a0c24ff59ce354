import { type ComponentType, useEffect, useState } from 'react';
import { useSession } from '../session/session-context';

/** Says that the session has ended, instead of failing with the next call. The dialog is loaded then: few sessions end so. */
export function SessionEnd() {
  const session = useSession();
  const [Dialog, setDialog] = useState<ComponentType>();
  useEffect(
    () =>
      session.onEnd(() => {
        import('./session-end-dialog').then(
          ({ SessionEndDialog }) => setDialog(() => SessionEndDialog),
          // Without a network there is no dialog. The next call of the page says the same.
          () => undefined,
        );
      }),
    [session],
  );
  return Dialog === undefined ? null : <Dialog />;
}
