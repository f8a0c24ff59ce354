import type { RefObject } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover, type Selection, Separator } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { changeTheme, THEMES, useTheme } from '../design/theme';
import { changeLanguage, LANGUAGES } from '../i18n/i18n';
import { useSession } from '../session/session-context';

interface UserMenuPopoverProps {
  /** The button that opens it, beside which it is shown. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly label: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** The open menu of the employee. In a file of its own: most pages are left without it. */
export function UserMenuPopover({ button, label, isOpen, onOpenChange }: UserMenuPopoverProps) {
  const { t, i18n } = useTranslation();
  const { userName, organisationId, signOut } = useSession();
  const theme = useTheme();
  return (
    <Popover
      className="popover"
      aria-label={label}
      trigger="MenuTrigger"
      triggerRef={button}
      placement="bottom end"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <Menu
        className="menu"
        aria-label={label}
        autoFocus="first"
        onClose={() => onOpenChange(false)}
        onAction={(key) => key === 'sign-out' && void signOut()}
      >
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
        <MenuChoice
          title={t('menu.language')}
          options={LANGUAGES.map((id) => ({ id, label: t(`menu.${id}`), lang: id }))}
          selected={i18n.language}
          onSelect={changeLanguage}
        />
        <Separator className="menu-separator" />
        <MenuChoice
          title={t('menu.theme')}
          options={THEMES.map((id) => ({ id, label: t(`menu.${id}`) }))}
          selected={theme}
          onSelect={changeTheme}
        />
      </Menu>
    </Popover>
  );
}

interface MenuChoiceProps<T extends string> {
  readonly title: string;
  /** `lang` is the language of the label, where it is not that of the page. */
  readonly options: readonly { readonly id: T; readonly label: string; readonly lang?: string }[];
  readonly selected: string;
  readonly onSelect: (id: T) => unknown;
}

/** One of several, chosen in the menu. */
function MenuChoice<T extends string>({ title, options, selected, onSelect }: MenuChoiceProps<T>) {
  const select = (keys: Selection) => {
    const chosen = options.find(({ id }) => keys !== 'all' && keys.has(id));
    if (chosen !== undefined) onSelect(chosen.id);
  };
  return (
    <MenuSection selectionMode="single" disallowEmptySelection selectedKeys={[selected]} onSelectionChange={select}>
      <Header className="menu-header">{title}</Header>
      {options.map(({ id, label, ...others }) => (
        <MenuItem key={id} id={id} className="menu-item" {...others}>
          {label}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
