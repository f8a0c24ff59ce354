/** A page as it was received, after redirects. */
export type VisitedPage = { url: URL; status: number; body: string };

/** Visits pages of the issuer as a browser without scripts does: it keeps cookies, follows redirects and sends forms. */
export class PageVisitor {
  readonly #cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Follows redirects within the issuer. A redirect to another origin is returned as it is, unread. */
  async visit(address: string | URL, form?: URLSearchParams): Promise<VisitedPage> {
    const url = new URL(address, this.#origin);
    if (url.origin !== this.#origin) return { url, status: 0, body: '' };
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form !== undefined && { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) return this.visit(new URL(location, url));
    return { url, status: response.status, body: await response.text() };
  }

  /** Sends the form of a page with its hidden fields and these. */
  async submit({ url, body }: VisitedPage, fields: Record<string, string> = {}): Promise<VisitedPage> {
    const action = /<form[^>]*action="([^"]*)"/.exec(body)?.[1] ?? url.href;
    const hidden = [...body.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    );
    return this.visit(new URL(action, url), new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }));
  }
}
