/**
 * Keeps everybody out but the browser on this machine that was let in. A page elsewhere could make this browser ask (cross-site
 * requests), or have a name of its own point here (DNS rebinding): both give themselves away by their headers.
 */
import type { Context, MiddlewareHandler } from 'hono';

/**
 * Scripts, styles, pictures and answers come from this server, and from nowhere else; nothing in a page is taken for code.
 * `default-src` allows none of the rest.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Names of tunnels are nothing for a disk.
  'Cache-Control': 'no-store',
};

/** `port` is asked for at each request: it is known once the server listens. */
export function guard(port: () => number): MiddlewareHandler {
  return async (context, next) => {
    const refused = refusal(context, port());
    if (refused === null) await next();
    else context.res = context.text(`${refused}\n`, 403);
    for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
  };
}

/** Why a request is not answered, in a sentence; null where it is. */
function refusal({ req }: Context, port: number): string | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const host = req.header('Host') ?? '';
  if (!hosts.includes(host)) return `This page answers to ${hosts.join(' and ')} only.`;
  const origin = req.header('Origin');
  if (origin !== undefined && origin !== `http://${host}`) return 'Requests of other pages are not answered.';
  const site = req.header('Sec-Fetch-Site');
  const isNavigation = req.header('Sec-Fetch-Mode') === 'navigate';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation)
    return 'Requests of other pages are not answered.';
  return null;
}
