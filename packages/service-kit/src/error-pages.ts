import { createHash } from 'node:crypto';
import { ERROR_CATALOGUE, isErrorCode, ProfilesError } from '@profiles/contracts';
import type { FastifyInstance } from 'fastify';
import { ERROR_PAGES } from './error-pages.generated.js';

const STYLE =
  ':root{color-scheme:light dark}body{font:1rem/1.5 system-ui;max-width:45rem;margin:3rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.1rem}pre{overflow:auto;padding:1rem;background:#8881}';

/** The page consists of text and this one style. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

/** Serves the full page of each error code, in both languages, where `type` of a problem points to. */
export function addErrorPages(server: FastifyInstance): void {
  server.get<{ Params: { code: string } }>('/errors/:code', async (request, reply) => {
    const code = /^\d{3}$/.test(request.params.code) ? Number(request.params.code) : undefined;
    if (!isErrorCode(code)) throw new ProfilesError(404);
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
    return reply.type('text/html; charset=utf-8').send(page(code));
  });
}

/** Everything on the page comes from the catalogue and from docs/errors; nothing of the request does. */
function page(code: keyof typeof ERROR_CATALOGUE): string {
  const { title, shortNorwegian, longNorwegian, shortEnglish, longEnglish } = ERROR_CATALOGUE[code];
  const { en = '', nb = '' } = ERROR_PAGES[code] ?? {};
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${code} ${title}</title>
<style>${STYLE}</style>
<p><a href="#nb" lang="nb">På norsk</a></p>
<main>
${en}
<h2>For a customer</h2>
<p>${shortEnglish} ${longEnglish}</p>
<section lang="nb" id="nb">
${nb}
<h2>Til en kunde</h2>
<p>${shortNorwegian} ${longNorwegian}</p>
</section>
</main>
</html>
`;
}
