import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/**
 * Reads the pages as GitHub shows them: no HTML, so that `<name>` in a text is text; comments are left out; a link to a file that
 * is no page of the site is its text alone. A link to a file that does not exist is an error, like a dead link between pages.
 */
export function asInTheRepository(markdown) {
  markdown.set({ html: false });
  markdown.core.ruler.before('block', 'no-comments', (state) => {
    state.src = state.src.replace(/^<!--.*-->$/gm, '');
  });
  markdown.core.ruler.push('links-inside-the-site', ({ tokens, env }) => {
    for (const { children } of tokens) {
      const ends = (children ?? []).filter(({ type }) => type === 'link_open' || type === 'link_close');
      for (let index = 0; index < ends.length; index += 2) {
        const href = String(ends[index]?.attrGet('href') ?? '');
        if (isPageOrElsewhere(href)) continue;
        const [path = ''] = decodeURI(href).split('#');
        if (!existsSync(normalize(join(dirname(env.path), path))))
          throw new Error(`${env.path}: ${href} does not exist.`);
        for (const end of ends.slice(index, index + 2)) Object.assign(end, { tag: 'span', attrs: null });
      }
    }
  });
}

function isPageOrElsewhere(href) {
  return /^([a-z]+:|\/|#)/i.test(href) || /\.md(#|$)/.test(href);
}
