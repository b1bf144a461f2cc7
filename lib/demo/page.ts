/** The demo that is looked at: ninety days of an organization behind, and the present going on, on a page. */
import type { CallOptions } from '../adapters/dynamodb/calls.ts';
import { createDocumentClient } from '../adapters/dynamodb/document-client.ts';
import { createOperator } from '../adapters/dynamodb/operator.ts';
import { createStore } from '../adapters/dynamodb/store.ts';
import { DAY, instant, MINUTE, SECOND } from '../core/time.ts';
import { type Dashboard, startDashboard } from '../dashboard/server/serve.ts';
import { openHistory } from '../history/index.ts';
import type { Fleet } from '../simulator/fleet.ts';
import { happening } from '../simulator/happening.ts';
import type { DemoClock } from './clock.ts';
import { loadTable } from './past/load.ts';
import { liveNinetyDays } from './past/ninety-days.ts';
import { ORGANIZATION, type Stage, setStage, TABLE_NAME } from './stage.ts';
import { timeOfDay } from './story.ts';

export interface PageDemo {
  readonly dashboard: Dashboard;
  /** Goes on, a run each minute, until the signal. */
  goOn(until: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

interface PageDemoOptions {
  readonly bundle: string;
  readonly clock: DemoClock;
  readonly variables: Record<string, string | undefined>;
  /** IANA name of the zone that times are shown in. */
  readonly timeZone: string;
  readonly port: number | undefined;
  readonly say: (line: string) => void;
  /** Resolves after so many milliseconds, or at the signal. */
  readonly pause: (milliseconds: number, until: AbortSignal) => Promise<void>;
}

/** Lives through the days, puts them into the table and serves the page. Throws the system's error where the port is taken. */
export async function startPageDemo(options: PageDemoOptions): Promise<PageDemo> {
  const { clock, timeZone, say, pause } = options;
  const now = (): number => clock.now();
  const organization = { ...ORGANIZATION, timeZone };
  const { fleet, monitor } = await liveNinetyDays({ end: now(), now, organization });
  const stage = await setStage({ ...options, fleet, log: () => undefined });
  try {
    const calls = callsOf(stage, clock);
    await loadTable(monitor.store, ORGANIZATION.id, { ...calls, store: createStore(calls) });
    const dashboard = await serve(stage, calls, options);
    return {
      dashboard,
      goOn: (until) => goOn(stage, fleet, { say, now, until, pause }),
      close: async () => {
        await dashboard.close();
        await stage.close();
      },
    };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

function callsOf(stage: Stage, clock: DemoClock): CallOptions {
  const client = createDocumentClient(stage.client);
  return { client, table: TABLE_NAME, clock, random: Math.random, log: { warn: () => undefined } };
}

function serve(
  stage: Stage,
  calls: CallOptions,
  { clock, timeZone, port }: PageDemoOptions,
): Promise<Dashboard> {
  return startDashboard({
    source: {
      history: openHistory({ client: stage.client, table: TABLE_NAME, clock }),
      table: createOperator({ ...calls, retention: 396 * DAY }),
    },
    now: () => clock.now(),
    timeZone,
    explain: (error) => ({ message: error instanceof Error ? error.message : String(error), remedy: '' }),
    ...(port !== undefined && { port }),
  });
}

interface GoingOn {
  readonly say: (line: string) => void;
  readonly now: () => number;
  readonly until: AbortSignal;
  readonly pause: PageDemoOptions['pause'];
}

async function goOn(stage: Stage, fleet: Fleet, { say, now, until, pause }: GoingOn): Promise<void> {
  for (let minute = 1; !until.aborted; minute += 1) {
    const happens = happening(fleet, minute);
    if (happens !== null) say(`${timeOfDay(instant(now()))} UTC  ${happens}`);
    await stage.invoke();
    for (const { subject } of stage.takeMail()) say(`${timeOfDay(instant(now()))} UTC  An alert: ${subject}`);
    await pause(MINUTE - (now() % MINUTE) + SECOND, until);
  }
}
