import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The anchor of a heading, as GitHub makes it: a link works in the repository and on the site. */
export function anchorOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/**
 * Fails when a link of a built page leads to an anchor that its target does not have. VitePress checks the pages alone.
 *
 * @throws an error naming each such link.
 */
export function checkAnchors(folder) {
  const pages = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.html'))
      .map((file) => [`/${file.replace(/(index)?\.html$/, '')}`, readFileSync(join(folder, file), 'utf8')]),
  );
  const idsOf = (html) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const ids = new Map([...pages].map(([path, html]) => [path, idsOf(html)]));
  const dead = [...pages].flatMap(([path, html]) =>
    [...html.matchAll(/<a [^>]*href="([^"#:]*)#([^"]+)"/g)].flatMap(([, target = '', anchor = '']) => {
      const { pathname } = new URL(target === '' ? path : target, `http://site${path}`);
      return ids.get(pathname)?.has(decodeURIComponent(anchor)) ? [] : [`${path}: ${target}#${anchor}`];
    }),
  );
  if (dead.length > 0) throw new Error(`Links to anchors that do not exist:\n${[...new Set(dead)].join('\n')}`);
}
