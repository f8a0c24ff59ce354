import type { OperationName } from '../session/permissions';

/**
 * The pages in the navigation, in its order. A page is shown if the token may call the operation that it needs first.
 * A page is added here, in router.tsx and in the texts.
 */
export const NAVIGATION = [
  { to: '/', label: 'navigation.search', needs: 'profiles.search' },
  { to: '/duplicates', label: 'navigation.duplicates', needs: 'profiles.listDuplicates' },
  { to: '/merge', label: 'navigation.merge', needs: 'profiles.merge' },
] as const satisfies readonly {
  readonly to: string;
  readonly label: string;
  readonly needs: OperationName;
}[];
