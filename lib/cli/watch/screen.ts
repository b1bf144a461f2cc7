/** What stands on the terminal while it is watched from here. */
import type { Webhook } from '../../adapters/outside/webhook.ts';
import type { ConfiguredOrganization } from '../../config/organization.ts';
import { quoted } from '../../core/alerts/commands.ts';
import { totalOf } from '../../core/alerts/counts.ts';
import { plural } from '../../core/alerts/duration.ts';
import { instant } from '../../core/time.ts';
import type { Dashboard } from '../../dashboard/server/serve.ts';
import type { RunSummary } from '../../sync/summary.ts';
import type { Look } from '../../watch/watcher.ts';
import { countsLine, failureLines, gapLine, intervalWarning } from '../../watch/words.ts';
import type { Host } from '../host.ts';
import { shownTimes } from '../output/times.ts';
import { fullError } from './trouble.ts';

export interface ScreenOptions {
  readonly host: Host;
  readonly organization: ConfiguredOrganization;
  readonly timeZone: string;
  /** Where data are kept. */
  readonly folder: string;
}

export interface Screen {
  greet(page: Dashboard | null, webhook: Webhook | null): void;
  /** A line that begins with the time, and lines below it. */
  say(...lines: readonly string[]): void;
  /** What came of a look. Throws a `CommandError` where nothing can be stored any more. */
  show(look: Look, next: number): Promise<void>;
  bye(isWhole: boolean): void;
}

/** What has not changed since it was said is not said again: there it stands, with the time of the next look beneath. */
export function createScreen({ host, organization, timeZone, folder }: ScreenOptions): Screen {
  const times = () => shownTimes(timeZone, instant(host.now()));
  const clockTime = (at: number): string => times().cell(instant(at)).slice('YYYY-MM-DD '.length);
  let said = '';
  let warned: string | null = null;
  const say = (first: string, ...rest: readonly string[]): void => {
    host.progress('');
    host.out(`${clockTime(host.now())}  ${[first, ...rest].join('\n')}\n`);
  };
  const sayOnce = (lines: readonly string[], sameAs: string): void => {
    const [first = '', ...rest] = lines;
    if (sameAs !== said) say(first, ...rest);
    said = sameAs;
  };
  const showComplete = (summary: RunSummary): void => {
    const { counts, gap } = summary;
    if (gap !== null) say(gapLine(gap, times().moment));
    if (summary.refused > 0)
      say(`${plural(summary.refused, 'group')} could not be stored; the next run tries again.`);
    if (counts === null) return;
    const line = countsLine(counts);
    sayOnce([line], line);
    const warning = intervalWarning(totalOf(counts), organization);
    if (warning !== null && warning !== warned) say(warning);
    warned = warning;
  };
  return {
    say: (first = '', ...rest) => say(first, ...rest),
    greet: (page, webhook) => host.out(greeting({ organization, folder, timeZone }, page, webhook)),
    show: async (look, next) => {
      const again = clockTime(next);
      const failure = look.ran ? look.summary.failure : look.failure;
      if (failure !== null) {
        const full = failure.kind === 'store' ? await fullError(folder) : null;
        if (full !== null) throw full;
        sayOnce(failureLines(failure, again), failure.kind);
      } else if (look.ran && look.summary.outcome === 'skipped')
        sayOnce(
          ['The run before was cut off. Within a minute its time is over, and this goes on.'],
          'skipped',
        );
      else if (look.ran) showComplete(look.summary);
      host.progress(`${clockTime(host.now())}  the next look is at ${again}`);
    },
    bye: (isWhole) => {
      host.progress('');
      host.out(
        isWhole
          ? '\nEnded. Nobody watches now; what was seen is kept.\n'
          : '\nEnded in the middle of a run, which the next start completes. Nobody watches now; what was seen is kept.\n',
      );
    },
  };
}

function greeting(
  { organization, folder, timeZone }: Omit<ScreenOptions, 'host'>,
  page: Dashboard | null,
  webhook: Webhook | null,
): string {
  const { id, name, everyMinutes } = organization;
  const every = everyMinutes === 1 ? 'every minute' : `every ${everyMinutes} minutes`;
  const rows = [
    ...(page === null ? [] : [['Page', `${page.link}  (lets one browser on this machine in, once)`]]),
    ['Data', folder],
    ['Ask it', `npx tunnelwatch status --data ${quoted(folder)}`],
    ['Alerts', webhook === null ? 'this terminal' : `this terminal, and ${webhook.origin}`],
    ['Times', `in ${timeZone}`],
  ];
  return [
    `\nWatching ${name === id ? id : `${name} (${id})`} ${every}, from this machine. Ctrl-C ends it.\n`,
    ...rows.map(([label = '', text]) => `  ${label.padEnd(8)}${text}`),
    '\n',
  ].join('\n');
}
