import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { mergeSearchOf } from '../merge/merge-search';
import { Layout } from './layout';
import { PageFailure } from './page-failure';
import { UnknownPage } from './unknown-page';

const root = createRootRoute({ component: Layout, notFoundComponent: UnknownPage, errorComponent: PageFailure });

const search = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../search/search-page'), 'SearchPage'),
});

/** The customer number is the only thing about a customer that a URL may hold. */
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerNumber',
  component: lazyRouteComponent(() => import('../profile/profile-page'), 'ProfilePage'),
});

const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/duplicates',
  component: lazyRouteComponent(() => import('../duplicates/duplicates-page'), 'DuplicatesPage'),
});

const merge = createRoute({
  getParentRoute: () => root,
  path: '/merge',
  validateSearch: mergeSearchOf,
  component: lazyRouteComponent(() => import('../merge/merge-page'), 'MergePage'),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyRouteComponent(() => import('../admin/admin-layout'), 'AdminLayout'),
});

const adminStart = createRoute({
  getParentRoute: () => admin,
  path: '/',
  component: lazyRouteComponent(() => import('../admin/admin-start'), 'AdminStart'),
});

const webhooks = createRoute({
  getParentRoute: () => admin,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../webhooks/webhooks-page'), 'WebhooksPage'),
});

const deliveries = createRoute({
  getParentRoute: () => admin,
  path: '/webhooks/$webhookId',
  component: lazyRouteComponent(() => import('../webhooks/deliveries-page'), 'DeliveriesPage'),
});

const definitions = createRoute({
  getParentRoute: () => admin,
  path: '/preferences',
  component: lazyRouteComponent(() => import('../preference-definitions/definitions-page'), 'DefinitionsPage'),
});

const imports = createRoute({
  getParentRoute: () => admin,
  path: '/imports',
  component: lazyRouteComponent(() => import('../imports/imports-page'), 'ImportsPage'),
});

const events = createRoute({
  getParentRoute: () => admin,
  path: '/events',
  component: lazyRouteComponent(() => import('../events/events-page'), 'EventsPage'),
});

const system = createRoute({
  getParentRoute: () => admin,
  path: '/system',
  component: lazyRouteComponent(() => import('../system/system-page'), 'SystemPage'),
});

/** The routes of the console. Each page is a file of its own, loaded when it is opened. */
export const router = createRouter({
  routeTree: root.addChildren([
    search,
    customer,
    duplicates,
    merge,
    admin.addChildren([adminStart, webhooks, deliveries, definitions, imports, events, system]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
