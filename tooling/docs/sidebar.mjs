import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const NAVIGATION = [
  { text: 'Quickstart', link: '/docs/quickstart/internal-app', activeMatch: '/docs/quickstart/' },
  { text: 'Guides', link: '/docs/guides/tokens-and-permissions', activeMatch: '/docs/guides/' },
  { text: 'Operating', link: '/docs/operating/runbook', activeMatch: '/docs/operating/' },
  { text: 'Packages', link: '/docs/packages/', activeMatch: '/docs/packages/' },
];

/** The groups of the sidebar, each a list of files. */
const GROUPS = [
  ['Quickstart', ['internal-app', 'partner', 'subscriber', 'operator'].map((name) => `docs/quickstart/${name}.md`)],
  [
    'Guides',
    [
      ...[
        'tokens-and-permissions',
        'errors-and-retries',
        'paging-and-syncing',
        'events-and-replays',
        'privacy',
        'console',
      ].map((name) => `docs/guides/${name}.md`),
      ...['docs/events.md', 'docs/webhooks.md', 'docs/migrating.md', 'docs/versioning.md'],
    ],
  ],
  [
    'Operating',
    [
      ...['runbook', 'alerts', 'metrics', 'commands', 'console'].map((name) => `docs/operating/${name}.md`),
      ...['docs/upgrading.md', 'docs/growth-model.md', 'docs/performance.md', 'SECURITY.md'],
      'deploy/helm/customer-profiles/README.md',
    ],
  ],
  [
    'Reference',
    [
      'README.md',
      'docs/glossary.md',
      'docs/rules.md',
      'packages/client/README.md',
      'packages/events/README.md',
      'CHANGELOG.md',
    ],
  ],
  ['Development', ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/testing.md']],
];

/** The sidebar of every page. A page that does not exist is left out. */
export function sidebar(root) {
  const item = (file) => ({ text: titleOf(join(root, file)), link: `/${file.replace(/\.md$/, '')}` });
  const groups = GROUPS.map(([text, files]) => ({
    text,
    collapsed: text === 'Development',
    items: files.filter((file) => existsSync(join(root, file))).map(item),
  }));
  const folder = (text, path) => ({
    text,
    collapsed: true,
    items: readdirSync(join(root, path))
      .filter((file) => file.endsWith('.md'))
      .map((file) => item(`${path}/${file}`)),
  });
  return [
    ...groups,
    folder('Packages', 'docs/packages'),
    folder('Error codes', 'docs/errors'),
    folder('Decisions', 'docs/adr'),
  ];
}

/** The first heading of a page. */
function titleOf(file) {
  const [, title] = /^# (.+)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  if (title === undefined) throw new Error(`${file} has no heading.`);
  return title.replaceAll('`', '');
}
