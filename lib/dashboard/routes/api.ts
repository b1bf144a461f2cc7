/** The answers that the page asks for, as JSON. Each reads, and none writes. */
import { type Context, Hono } from 'hono';
import { type Instant, instant } from '../../core/time.ts';
import type { Source } from '../source.ts';
import { fleetView } from '../view-model/fleet.ts';
import { freshnessOf, pollInterval } from '../view-model/freshness.ts';
import { BadRequest, organizationAsked } from './asked.ts';
import { createPresents, type Presents } from './present.ts';
import { createStripsKeeper, type StripsKeeper } from './strips.ts';

export interface ApiOptions {
  readonly source: Source;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** IANA name of the zone that times are shown in, and that days begin in. */
  readonly timeZone: string;
  /** What went wrong and what to do, for whatever was thrown. */
  readonly explain: (error: unknown) => { readonly message: string; readonly remedy: string };
}

/** What every answer is made with. */
export interface Api {
  readonly source: Source;
  readonly presents: Presents;
  readonly strips: StripsKeeper;
  readonly now: () => Instant;
  readonly timeZone: string;
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

/** An answer as plain data; null where there is no such organization, or nobody has looked yet. */
type Answer = (context: Context, api: Api) => Promise<object | null>;

const NO_ORGANIZATION = { answered: false };

const ANSWERS: Readonly<Record<string, Answer>> = {
  /** Where the page begins. */
  '/about': async (_context, { source, timeZone, now }) => ({
    organizations: await source.history.organizations(),
    timeZone,
    now: now(),
  }),

  /** Asked again and again: one small read. */
  '/pulse': async (context, { presents, now }) => {
    const present = await presents.of(organizationAsked(context));
    return present && freshnessOf(present.head, pollInterval(present.groups), now());
  },

  '/fleet': async (context, { presents, now }) => {
    const organization = organizationAsked(context);
    const present = await presents.of(organization);
    return present && fleetView(organization, present.head, present.groups, now());
  },

  '/strips': (context, { strips }) => strips.of(organizationAsked(context)),
};
