import { CircleUser } from 'lucide-react';
import {
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type Selection,
  Separator,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import { changeTheme, THEMES, useTheme } from '../design/theme';
import { changeLanguage, LANGUAGES } from '../i18n/i18n';
import { useSession } from '../session/session-context';
import './user-menu.css';

/** Who is signed in, with language, appearance and sign-out. */
export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { userName, organisationId, signOut } = useSession();
  const theme = useTheme();
  const choose =
    <T extends string>(values: readonly T[], change: (value: T) => unknown) =>
    (keys: Selection) => {
      const chosen = values.find((value) => keys !== 'all' && keys.has(value));
      if (chosen !== undefined) change(chosen);
    };
  return (
    <div className="user-menu">
      <MenuTrigger>
        <Button variant="quiet" aria-label={t('menu.label', { name: userName })}>
          <CircleUser size={20} aria-hidden />
          <span className="user-name">{userName}</span>
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" onAction={(key) => key === 'sign-out' && void signOut()}>
            <MenuSection>
              <Header className="menu-header">
                {userName}
                {organisationId !== undefined && (
                  <span className="muted">{t('menu.organisation', { organisation: organisationId })}</span>
                )}
              </Header>
              <MenuItem id="sign-out" className="menu-item">
                {t('menu.signOut')}
              </MenuItem>
            </MenuSection>
            <Separator className="menu-separator" />
            <MenuSection
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[i18n.language]}
              onSelectionChange={choose(LANGUAGES, changeLanguage)}
            >
              <Header className="menu-header">{t('menu.language')}</Header>
              {LANGUAGES.map((language) => (
                <MenuItem key={language} id={language} className="menu-item" lang={language}>
                  {t(`menu.${language}`)}
                </MenuItem>
              ))}
            </MenuSection>
            <Separator className="menu-separator" />
            <MenuSection
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[theme]}
              onSelectionChange={choose(THEMES, changeTheme)}
            >
              <Header className="menu-header">{t('menu.theme')}</Header>
              {THEMES.map((each) => (
                <MenuItem key={each} id={each} className="menu-item">
                  {t(`menu.${each}`)}
                </MenuItem>
              ))}
            </MenuSection>
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  );
}
