/** What `tunnelwatch watch` does. */
import { createWebhook } from '../../adapters/outside/webhook.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { jsonLog } from '../../adapters/system/log.ts';
import { DAY, MINUTE } from '../../core/time.ts';
import type { Dashboard } from '../../dashboard/server/serve.ts';
import { type Data, openData } from '../../watch/data.ts';
import { keepWatching } from '../../watch/keep-watching.ts';
import { createSinks } from '../../watch/sinks.ts';
import { createWatcher } from '../../watch/watcher.ts';
import { alertLines } from '../../watch/words.ts';
import { failureOfKey, keyError } from '../credentials/judge-key.ts';
import type { Host } from '../host.ts';
import { viewOf } from '../open.ts';
import { portOf, startPage } from '../page.ts';
import { createScreen, type Screen } from '../watch/screen.ts';
import { webhookOf } from '../watch/settings.ts';
import { type Subject, type SubjectFlags, subjectOf } from '../watch/subject.ts';
import { engineError, storageError } from '../watch/trouble.ts';

export interface WatchFlags extends SubjectFlags {
  readonly webhook?: string;
  readonly port?: string;
  /** False with `--no-page`. */
  readonly page: boolean;
  readonly log?: boolean;
  readonly utc?: boolean;
  readonly timeZone?: string;
}

/** Watches until it is interrupted. Throws a `CommandError` where it cannot, or cannot go on. */
export async function watch(flags: WatchFlags, host: Host): Promise<void> {
  viewOf(flags, host);
  const port = portOf(flags.port);
  const webhook = webhookOf(flags.webhook, host);
  const subject = await subjectOf(flags, host);
  try {
    await watchSubject(subject, { flags, port, webhook }, host);
  } finally {
    await subject.close();
  }
}

interface Settings {
  readonly flags: WatchFlags;
  readonly port: number | null;
  readonly webhook: string | null;
}

async function watchSubject(subject: Subject, settings: Settings, host: Host): Promise<void> {
  const { organization, folder } = subject;
  const clock = systemClock;
  const log = jsonLog({
    clock,
    level: 'info',
    write: settings.flags.log === true ? (line) => host.err(`${line}\n`) : () => undefined,
    common: { organization: organization.id },
  });
  host.whenCrashing((error) => engineError(error, folder));
  const retention = organization.retentionDays * DAY;
  const data = await openData({ folder, clock, random: Math.random, retention, log }).catch(
    async (error: unknown) => {
      throw await storageError(error, folder);
    },
  );
  let page: Dashboard | null = null;
  try {
    await tryKey(subject, data, host);
    await data.expire();
    const { here } = viewOf(settings.flags, host, organization.id);
    const source = { history: data.history, table: data.table };
    if (settings.flags.page)
      page = await startPage({ source, timeZone: here.timeZone, port: settings.port }, host);
    const screen = createScreen({ host, organization, timeZone: here.timeZone, folder });
    const webhook = settings.webhook === null ? null : createWebhook(settings.webhook);
    screen.greet(page, webhook);
    const alerts = createSinks({
      show: (alert) => screen.say(...alertLines(alert)),
      complain: (problem) => screen.say(`${problem} It is tried again at each run.`),
      webhook,
    });
    const { apiKey } = subject;
    const look = createWatcher({
      organization,
      folder,
      apiKey,
      store: data.store,
      alerts,
      clock,
      random: Math.random,
      log,
    });
    await go({ subject, look, screen, data }, host);
  } finally {
    await page?.close();
    await data.close();
  }
}

interface Going {
  readonly subject: Subject;
  readonly look: ReturnType<typeof createWatcher>;
  readonly screen: Screen;
  readonly data: Data;
}

async function go({ subject, look, screen, data }: Going, host: Host): Promise<void> {
  let expired = host.now();
  const isWhole = await keepWatching({
    look: async () => {
      const happens = subject.happens();
      if (happens !== null) screen.say(`In the simulation: ${happens}.`);
      return look();
    },
    show: async (seen, next) => {
      await screen.show(seen, next);
      if (host.now() - expired < DAY) return;
      expired = host.now();
      await data.expire();
    },
    interval: subject.organization.everyMinutes * MINUTE,
    now: host.now,
    pause: host.pause,
    until: host.interruption(),
    whenNudged: host.whenNudged,
  });
  screen.bye(isWhole);
  if (!isWhole) host.leaveBehind();
}

/** A wrong key is said at once, and not first by a run. Where the organization was watched before, runs say it, and go on. */
async function tryKey({ organization, apiKey }: Subject, { table }: Data, host: Host): Promise<void> {
  if ((await table.head(organization.id))?.lastComplete) return;
  const { inspect } = await import('../../adapters/secure-access/inspect.ts');
  host.progress('Trying the key');
  const inspection = await inspect({ ...organization, apiKey, now: host.now });
  host.progress('');
  const failure = failureOfKey(inspection);
  if (failure === null) return;
  const error = keyError(failure, '');
  if (error.reason === 'key refused') throw error;
}
