/** What the page may ask, and what is answered: plain data, made by the view-model. */
import type { Context } from 'hono';
import type { Past } from '../../core/history/past.ts';
import type { Refused } from '../../core/history/refused.ts';
import { incidents } from '../../core/operator/incidents.ts';
import { DAY, type Instant, millisecondsBetween, plus } from '../../core/time.ts';
import type { Source } from '../source.ts';
import { atView } from '../view-model/at.ts';
import { changesView } from '../view-model/changes.ts';
import { fleetView } from '../view-model/fleet.ts';
import { type About, freshnessOf, pollInterval } from '../view-model/freshness.ts';
import { groupView } from '../view-model/group.ts';
import { incidentsView } from '../view-model/incidents.ts';
import { monitorView } from '../view-model/monitor.ts';
import { idAsked, organizationAsked, rangeAsked, timeAsked } from './asked.ts';
import type { Present, Presents } from './present.ts';
import type { StripsKeeper } from './strips.ts';

/** What every answer is made with. */
export interface Api {
  readonly source: Source;
  readonly presents: Presents;
  readonly strips: StripsKeeper;
  readonly now: () => Instant;
  readonly timeZone: string;
}

/** null where there is no such organization, or nobody has looked yet. */
type Answer = (context: Context, api: Api) => Promise<object | null>;

export const ANSWERS: Readonly<Record<string, Answer>> = {
  /** Where the page begins: with `org`, or the first. */
  '/about': async (context, { source, presents, timeZone, now }): Promise<About> => {
    const organizations = await source.history.organizations();
    const organization = context.req.query('org') ?? organizations[0] ?? null;
    const present = organization === null ? null : await presents.of(organization);
    const freshness = present && freshnessOf(present.head, pollInterval(present.head, present.groups), now());
    return { organizations, timeZone, organization, freshness };
  },

  /** Asked again and again: one small read. */
  '/pulse': async (context, { presents, now }) => {
    const present = await presents.pulse(organizationAsked(context));
    return present && freshnessOf(present.head, pollInterval(present.head, present.groups), now());
  },

  '/fleet': (context, api) =>
    withPresent(context, api, async (organization, { head, groups }) =>
      fleetView(organization, head, groups, api.now()),
    ),

  '/strips': (context, { strips }) => strips.of(organizationAsked(context)),

  /** The fleet at `at`. */
  '/at': async (context, { source }) => {
    const answer = await source.history.snapshot(organizationAsked(context), timeAsked(context, 'at'));
    return answer.answered ? atView(answer) : answer;
  },

  /** The group `id`, over ninety days. */
  '/group': (context, api) =>
    withPresent(context, api, (organization, present) =>
      group(organization, idAsked(context, 'id'), present, api),
    ),

  /** From `from` to `to`. */
  '/incidents': (context, api) =>
    withPresent(context, api, async (organization, { head, groups }) => {
      const now = api.now();
      const source = { ...reading(api.source), groups: async () => groups };
      const asked = { organization, head, ...rangeAsked(context), now, onlyOpen: false };
      return incidentsView(await incidents(source, asked), now);
    }),

  /** From `from` to `to`. */
  '/changes': (context, api) =>
    withPresent(context, api, async (organization, { groups }) => {
      const answer = await api.source.history.changes(organization, rangeAsked(context));
      const records = new Map(groups.map((state) => [state.id, state.group]));
      return answer.answered ? changesView(answer, (id) => records.get(id) ?? null) : answer;
    }),

  /** From `from` to `to`. */
  '/monitor': (context, api) =>
    withPresent(context, api, async (organization, { head, groups }) => {
      const range = rangeAsked(context);
      const runs = await api.source.history.runs(organization, range);
      if (!runs.answered) return runs;
      return monitorView({
        ...{ head, runs, now: api.now(), interval: pollInterval(head, groups) },
        groups: groups.filter(({ presence }) => presence !== 'removed').length,
        days: millisecondsBetween(range.from, range.to) / DAY,
      });
    }),
};

async function withPresent(
  context: Context,
  { presents }: Api,
  answer: (organization: string, present: Present) => Promise<object | null>,
): Promise<object | null> {
  const organization = organizationAsked(context);
  const present = await presents.of(organization);
  return present && answer(organization, present);
}

/** How far back a group is shown, in days. */
const GROUP_DAYS = 90;

async function group(
  organization: string,
  id: string,
  { head, groups }: Present,
  { source, now }: Api,
): Promise<object | Refused | null> {
  const state = groups.find((one) => one.id === id);
  if (state === undefined) return null;
  const to = now();
  const range = { from: plus(to, -GROUP_DAYS * DAY), to };
  const timeline: Awaited<ReturnType<Past['timeline']>> = await source.history.timeline(
    organization,
    id,
    range,
  );
  if (!timeline.answered) return timeline;
  // All that incidents are made of has been read, but for what was told.
  const known = {
    ...reading(source),
    groups: async () => [state],
    changes: async () => timeline.changes,
    changeTimes: async () => [],
  };
  const asked = { organization, head, ...range, now: to, onlyOpen: false };
  return groupView(state, timeline, await incidents(known, asked), to);
}

/** The methods alone, for others to be put in their place. */
function reading({ table }: Source): Source['table'] {
  return {
    head: (organization) => table.head(organization),
    groups: (organization) => table.groups(organization),
    alerts: (...asked) => table.alerts(...asked),
    acknowledgements: (organization) => table.acknowledgements(organization),
    changes: (...asked) => table.changes(...asked),
    changeTimes: (...asked) => table.changeTimes(...asked),
  };
}
