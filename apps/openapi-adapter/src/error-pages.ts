import { ERROR_CATALOGUE, isErrorCode, ProfilesError, type RetryAdvice } from '@profiles/contracts';
import type { FastifyInstance } from 'fastify';

const ADVICE: Readonly<Record<RetryAdvice, string>> = {
  never: 'The same request will fail again: change it first.',
  'after-read': 'Read the current state, decide again, and send what fits it.',
  backoff: 'Wait, then send the same request again. Leave more time after each try.',
};

/** `type` of a problem is the address of its page. */
export function addErrorPages(server: FastifyInstance): void {
  server.get<{ Params: { code: string } }>('/errors/:code', async (request, reply) => {
    const code = Number(request.params.code);
    if (!isErrorCode(code)) throw new ProfilesError(404);
    return reply.type('text/html; charset=utf-8').send(page(code));
  });
}

/** Everything on the page comes from the catalogue; nothing of the request does. */
function page(code: keyof typeof ERROR_CATALOGUE): string {
  const { title, status, longEnglish, longNorwegian, retry } = ERROR_CATALOGUE[code];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${code} ${title}</title>
<style>body{font:1rem/1.5 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem}h1{font-size:1.5rem}</style>
<h1>${code} ${title}</h1>
<p>HTTP status ${status}</p>
<p>${longEnglish}</p>
<p lang="nb">${longNorwegian}</p>
<p><strong>Trying again:</strong> ${ADVICE[retry]}</p>
<p><a href="/docs">All operations</a></p>
</html>
`;
}
