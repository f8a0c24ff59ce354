import { CircleUser } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { useSession } from '../session/session-context';
import './user-menu.css';

const loadPopover = () => import('./user-menu-popover');
const UserMenuPopover = lazy(async () => ({ default: (await loadPopover()).UserMenuPopover }));
/** When the menu is about to be opened. A failure is told when it is. */
const preloadPopover = () => void loadPopover().catch(() => undefined);

/** The signed-in person, with language, appearance and sign-out. */
export function UserMenu() {
  const { t } = useTranslation();
  const { userName } = useSession();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const label = t('menu.label', { name: userName });
  return (
    <div className="user-menu">
      <Button
        ref={button}
        variant="quiet"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onHoverStart={preloadPopover}
        onFocus={preloadPopover}
        onPress={() => setIsOpen(true)}
      >
        <CircleUser size={20} aria-hidden />
        <span className="user-name">{userName}</span>
      </Button>
      {isOpen && (
        <Suspense>
          <UserMenuPopover button={button} label={label} isOpen onOpenChange={setIsOpen} />
        </Suspense>
      )}
    </div>
  );
}
