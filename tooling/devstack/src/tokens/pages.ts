import type { Person } from './people.js';

/** Content-Security-Policy of the pages: no scripts, and forms may lead on to the client that wants the sign-in. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
};

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 10vh auto; max-width: 26rem; padding: 0 1rem; }
button { display: block; width: 100%; margin: .75rem 0; padding: .75rem 1rem; font: inherit; text-align: left; cursor: pointer; }
small { display: block; opacity: .8; }`;

/** A page with a title and a body of HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`;
}

/** A button for each person. The form is sent to the address of the page itself. */
export function signInPage(people: readonly Person[]): string {
  const buttons = people.map(
    ({ id, name, can }) => `<button name="person" value="${id}">${name} (${id})<small>Can ${can}.</small></button>`,
  );
  return page(
    'Sign in',
    `<p>Token issuer of the devstack, for development only. It asks for no password.</p>
<form method="post">${buttons.join('\n')}</form>`,
  );
}

/** Text as HTML. */
export function html(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
