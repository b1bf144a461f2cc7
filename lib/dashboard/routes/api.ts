/** The answers that the page asks for, as JSON. Each reads, and none writes. */
import { Hono } from 'hono';
import { type Instant, instant } from '../../core/time.ts';
import type { Source } from '../source.ts';
import { ANSWERS, type Api } from './answers.ts';
import { BadRequest } from './asked.ts';
import { createPresents } from './present.ts';
import { createStripsKeeper } from './strips.ts';

export interface ApiOptions {
  readonly source: Source;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** IANA name of the zone that times are shown in, and that days begin in. */
  readonly timeZone: string;
  /** What went wrong and what to do, for whatever was thrown. */
  readonly explain: (error: unknown) => { readonly message: string; readonly remedy: string };
}

/** Makes the routes below `/api`. */
export function api({ source, now, timeZone, explain }: ApiOptions): Hono {
  const presents = createPresents(source);
  const clock = (): Instant => instant(now());
  const strips = createStripsKeeper(source, clock, timeZone);
  const shared: Api = { source, presents, strips, now: clock, timeZone };
  const routes = new Hono();
  for (const [path, answer] of Object.entries(ANSWERS))
    routes.get(path, async (context) => context.json((await answer(context, shared)) ?? NO_ORGANIZATION));
  routes.onError((error, context) => {
    if (error instanceof BadRequest) return context.json({ error: `${error.message}.`, remedy: '' }, 400);
    const { message, remedy } = explain(error);
    return context.json({ error: message, remedy }, 502);
  });
  return routes;
}

const NO_ORGANIZATION = { answered: false };
