import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ERROR_CATALOGUE } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
// @ts-expect-error a script without types
import { errorPagesModule } from '../generate-error-pages.mjs';
import { createHttpServer } from './http-server.js';

const { server } = createHttpServer({ name: 'pages', logLevel: 'silent', readiness: {} });

/** The operations, rules and codes that a text names. */
function namesIn(html: string): string[] {
  const [, explained = html] =
    /<h2>(?:What it means|Hva det betyr)(.*?)(?:<h2>Example|<h2>For a customer|<h2>Til en kunde)/s.exec(html) ?? [];
  return [
    ...new Set(explained.match(/\b[a-z]+(?:-[a-z]+)*-(?:profiles?|ecard|events|reference|merge)\b|\[[A-Z]+-\d\]/g)),
  ].sort();
}

describe('the pages of error codes', () => {
  test('are those of docs/errors: run generate-error-pages.mjs after a change', async () => {
    const generated = readFileSync(new URL('./error-pages.generated.ts', import.meta.url), 'utf8');
    expect(generated).toBe(await errorPagesModule());
  });

  test.each(Object.entries(ERROR_CATALOGUE))('%s is served whole, in both languages', async (code, entry) => {
    const { statusCode, headers, body } = await server.inject(`/errors/${code}`);
    expect({ statusCode, type: headers['content-type'] }).toEqual({
      statusCode: 200,
      type: 'text/html; charset=utf-8',
    });
    expect(body).toContain(`<h1>${code} ${entry.title}</h1>`);
    for (const section of ['What it means', 'When it happens', 'What to do', 'Example'])
      expect(body).toContain(section);
    for (const section of ['Hva det betyr', 'Når det skjer', 'Hva du kan gjøre']) expect(body).toContain(section);
    // Both languages name the same operations and rules.
    const [english = '', norwegian = ''] = body.split('id="nb"');
    expect(namesIn(norwegian)).toEqual(namesIn(english));
    expect(body).toContain(entry.longEnglish);
    // A link leads to the page of another code, which is served too.
    for (const [, target] of body.matchAll(/href="([^"]*)"/g))
      expect(['#nb', ...Object.keys(ERROR_CATALOGUE)]).toContain(target);
    expect(body).toContain(`<p>${entry.shortNorwegian} ${entry.longNorwegian}</p>`);
  });

  test('have the style that their content security policy allows, and nothing else', async () => {
    const { headers, body } = await server.inject('/errors/617');
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(body) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}';`);
    expect(body).not.toMatch(/<script|style=|<img/);
  });

  test.each(['999', 'constructor', '0x190', '400.0', '../400', '%34%30%30x'])('there is none of %s', async (code) => {
    expect((await server.inject(`/errors/${code}`)).statusCode).toBe(404);
  });
});
