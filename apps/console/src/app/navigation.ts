import { adminPagesFor } from '../admin/admin-pages';
import type { May } from '../session/permissions';

/**
 * The pages in the navigation, in its order. A page is shown if the token may call what it is for.
 * A page is added here, in router.tsx and in the texts.
 */
const NAVIGATION = [
  { to: '/', label: 'navigation.search', isOffered: (may: May) => may('profiles.search') },
  { to: '/duplicates', label: 'navigation.duplicates', isOffered: (may: May) => may('profiles.listDuplicates') },
  { to: '/merge', label: 'navigation.merge', isOffered: (may: May) => may('profiles.merge') },
  { to: '/admin', label: 'navigation.admin', isOffered: (may: May) => adminPagesFor(may).length > 0 },
] as const;

/** The pages that are offered to a token. */
export function navigationFor(may: May): readonly (typeof NAVIGATION)[number][] {
  return NAVIGATION.filter(({ isOffered }) => isOffered(may));
}
