import type { Stack } from '../start/stack.js';
import { type Step, same } from './step.js';

/** The console before a sign-in: its page, its assets and its configuration. */
export function stepsOfConsole({ console: app, issuer, service }: Stack): Step[] {
  return [
    { title: 'the console answers with its page, and with what the page loads', attempt: () => loadPage(app.url) },
    {
      title: 'its configuration names issuer, client and service',
      attempt: async () => {
        const { clientId, serviceUrl, ...rest } = await bodyOf(`${app.url}/config.json`);
        same('issuer and service', [rest['issuer'], serviceUrl], [issuer.url, service.url]);
        return String(clientId);
      },
    },
    {
      title: 'its pages may call service and issuer, other pages may not',
      attempt: () => compareOrigins(app.url, [`${service.url}/trpc/profiles.get`, `${issuer.url}/token`]),
    },
  ];
}

/** Scripts of at least this size are compressed, in bytes: `WORTH_COMPRESSING` of the console's build. */
const COMPRESSED_SIZE = 1_024;

async function loadPage(url: string): Promise<string> {
  const page = await fetch(`${url}/profiles/1000000`);
  const scripts = [...(await page.text()).matchAll(/<script type="module"[^>]* src="([^"]+)"/g)].map(([, src]) => src);
  if (!page.ok || scripts.length === 0) throw new Error(`${page.status}, without a script`);
  for (const script of scripts) {
    const loaded = await fetch(new URL(script ?? '', url), { headers: { 'accept-encoding': 'br' } });
    const encoding = loaded.headers.get('content-encoding');
    const { byteLength } = await loaded.arrayBuffer();
    const isRight = loaded.ok && (encoding === 'br' || byteLength < COMPRESSED_SIZE);
    if (!isRight) throw new Error(`${script}: ${loaded.status}, ${encoding}, ${byteLength} bytes`);
  }
  return scripts.join(', ');
}

async function bodyOf(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}

async function compareOrigins(console: string, targets: readonly string[]): Promise<string> {
  for (const target of targets) {
    const seen = await Promise.all([console, 'http://127.0.0.1:9'].map((origin) => allowedOrigin(target, origin)));
    same(target, seen, [console, null]);
  }
  return `${targets.length} of ${targets.length}`;
}

async function allowedOrigin(target: string, origin: string): Promise<string | null> {
  const response = await fetch(target, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  });
  await response.arrayBuffer();
  return response.headers.get('access-control-allow-origin');
}
