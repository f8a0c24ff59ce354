/** The main pages, by their names in shown-pages.ts. */
export const MAIN_PAGES = [
  ...['start', 'search', 'customer', 'duplicates', 'comparison', 'webhooks', 'preference definitions'],
  ...['dry run', 'events', 'system'],
];

/** How the pages are looked at: in both themes, both languages, and on a large and a small screen. */
export const VIEWS = {
  light: { locale: 'en-GB', colorScheme: 'light', viewport: { width: 1100, height: 760 } },
  dark: { locale: 'nb-NO', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
} as const;

/** The name of a view. */
export type ViewName = keyof typeof VIEWS;
export const VIEW_NAMES = Object.keys(VIEWS) as ViewName[];

/** The name of the picture of a page. */
export function pictureName(page: string, view: ViewName): string {
  return `${page.replaceAll(' ', '-')}-${view}`;
}
