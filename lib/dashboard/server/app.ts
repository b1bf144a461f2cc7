/** The page and its answers, as a function from request to response. Everything is read; there is nothing to write to. */
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type ApiOptions, api } from '../routes/api.ts';
import type { Page } from './bundle.ts';
import { guard } from './guard.ts';
import type { Sessions } from './sessions.ts';

export interface AppOptions extends ApiOptions {
  readonly page: Page;
  readonly sessions: Sessions;
  /** The port that the server listens on. */
  readonly port: () => number;
}

/**
 * Makes the app. What is on the page is public and open to anybody on this machine; what the page asks for is open to the
 * session alone. So a link from a ticket finds its way, although a browser sends no strict cookie along with it.
 */
export function createApp({ page, sessions, port, ...options }: AppOptions): Hono {
  const app = new Hono();
  const cookie = (): string => `tunnelwatch-${port()}`;
  app.use(guard(port));
  app.get('/', (context) => context.html(page.html));
  app.get('/page.js', (context) => context.body(page.script, 200, { 'Content-Type': 'text/javascript' }));
  app.get('/page.css', (context) => context.body(page.style, 200, { 'Content-Type': 'text/css' }));
  app.get('/icon.svg', (context) => context.body(page.icon, 200, { 'Content-Type': 'image/svg+xml' }));
  app.get('/open/:token', (context) => {
    if (sessions.isOpen(getCookie(context, cookie()))) return context.redirect('/', 303);
    const session = sessions.exchange(context.req.param('token'));
    if (session === null) return context.redirect('/#/used', 303);
    setCookie(context, cookie(), session, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.redirect('/', 303);
  });
  app.use('/api/*', async (context, next) => {
    if (sessions.isOpen(getCookie(context, cookie()))) return next();
    return context.json({ error: 'no session' }, 401);
  });
  app.route('/api', api(options));
  app.notFound((context) => context.text('There is no such page.\n', 404));
  return app;
}
