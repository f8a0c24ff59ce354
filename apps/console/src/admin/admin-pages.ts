import type { May, OperationName } from '../session/permissions';

/**
 * The pages of the administration, in the order of their navigation. A page is shown if the token may call the operation that
 * it needs. A page is added here, in app/router.tsx and in the texts.
 */
export const ADMIN_PAGES = [
  { to: '/admin/webhooks', label: 'navigation.webhooks', needs: 'webhooks.list' },
  { to: '/admin/preferences', label: 'navigation.preferences', needs: 'preferenceDefinitions.create' },
  { to: '/admin/imports', label: 'navigation.imports', needs: 'imports.list' },
  { to: '/admin/events', label: 'navigation.events', needs: 'events.list' },
  { to: '/admin/system', label: 'navigation.system', needs: 'webhooks.list' },
] as const satisfies readonly { readonly to: string; readonly label: string; readonly needs: OperationName }[];

/** The pages that a token may open. */
export function adminPagesFor(may: May): readonly (typeof ADMIN_PAGES)[number][] {
  return ADMIN_PAGES.filter(({ needs }) => may(needs));
}
