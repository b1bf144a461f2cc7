/** What `tunnelwatch runs` answers. */
import { duration, plural } from '../../core/alerts/duration.ts';
import { clean } from '../../core/alerts/text.ts';
import type { PastRun } from '../../core/history/past-reader.ts';
import { durationOf, type RunsAnswer, type RunTotals } from '../../core/history/runs.ts';
import { DAY, millisecondsBetween } from '../../core/time.ts';
import { asLines, runRecord } from '../../history/index.ts';
import type { RunsDocument } from '../documents/figures.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import { span } from '../output/figures.ts';
import { jsonText } from '../output/json.ts';
import { more } from '../output/more.ts';
import { styleOf } from '../output/style.ts';
import { table } from '../output/table.ts';
import { known, notes } from '../past/known.ts';
import { type AskedRange, pastRange, type RangeFlags } from '../past/past-time.ts';
import { limitOf, type RowFlags } from '../past/row-options.ts';

export interface RunsFlags extends RowFlags, RangeFlags {
  readonly failed?: boolean;
}

const STANDARD = { milliseconds: DAY, words: 'the past day' } as const;

/** Prints what the monitor did in a range. */
export async function answerRuns(flags: RunsFlags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const range = pastRange(flags, STANDARD, opened);
  host.progress('Reading runs …');
  const answer = known(await opened.history.runs(opened.organization, range), opened);
  host.progress('');
  const runs = flags.failed ? answer.runs.filter(({ outcome }) => outcome === 'failed') : answer.runs;
  if (flags.json) return host.out(jsonText(document({ ...answer, runs }, opened)));
  if (!flags.csv) return host.out(described({ ...answer, runs }, flags, range, opened, host));
  const records = async function* () {
    yield runs.map(runRecord);
  };
  for await (const text of asLines('runs', 'csv', records())) await host.write(text);
}

function document(
  { range, totals, runs, blind, unseen }: RunsAnswer,
  { organization }: Opened,
): RunsDocument {
  return {
    organization,
    range: { from: range.from, to: range.to },
    totals,
    runs: runs.map(({ expires: _whenItGoes, ...run }) => ({
      ...run,
      durationMs: millisecondsBetween(run.started, run.ended),
    })),
    blind,
    unseen,
  };
}

function described(
  answer: RunsAnswer,
  flags: RunsFlags,
  range: AskedRange,
  opened: Opened,
  host: Host,
): string {
  const { runs, totals, unseen } = answer;
  const { times } = opened;
  const { strong } = styleOf(host);
  const shown = runs.slice(-(limitOf(flags, host) ?? runs.length));
  const rows = shown.map((run) => [
    times.cell(run.started),
    span(durationOf(run)),
    String(run.pages),
    outcome(run),
  ]);
  const headings = [
    'STARTED',
    { heading: 'TOOK', align: 'right' },
    { heading: 'PAGES', align: 'right' },
    { heading: 'WHAT', yields: 'wrap' },
  ] as const;
  return [
    `${strong(`Notable runs ${range.words}`)}\n${totalled(totals)}`,
    rows.length === 0
      ? ''
      : `\n${more(runs.length - shown.length, 'before these')}${table(headings, rows, host.terminal()?.columns ?? null)}`,
    `\n${blindness(answer, opened, host)}`,
    `\n${notes({ unseen }, opened)}${times.note}\n`,
  ].join('');
}

/** `5 changes, 2 events, 1 alert`, or why it failed. */
function outcome({ failure, changes, events, alerts }: PastRun): string {
  const did = [
    ...(changes > 0 ? [plural(changes, 'change')] : []),
    ...(events > 0 ? [plural(events, 'event')] : []),
    ...(alerts > 0 ? [plural(alerts, 'alert')] : []),
  ].join(', ');
  if (failure === null) return did || 'ended a stretch in which nobody looked';
  const why = `failed: ${failure.kind}. ${clean(failure.detail, 300)}`;
  return did === '' ? why : `${why} (${did})`;
}

function totalled(totals: RunTotals): string {
  const { complete, failed, changes, events, alerts, pages, calls, retries, longest, failures } = totals;
  if (complete + failed === 0) return 'None. Runs that see nothing new leave no row.\n';
  const causes = Object.entries(failures).map(([kind, count]) => `${kind} ${count}`);
  const why = causes.length === 0 ? '' : ` (${causes.join(', ')})`;
  return [
    `${complete} complete, ${failed} failed${why}; ${plural(changes, 'change')}, ${plural(events, 'event')}, ${plural(alerts, 'alert')}.\n`,
    `${plural(pages, 'page')} in ${plural(calls, 'call')}, ${plural(retries, 'retry').replace('retrys', 'retries')}; `,
    `the longest took ${span(longest ?? 0)}. Runs that saw nothing new left no row.\n`,
  ].join('');
}

function blindness({ blind }: RunsAnswer, { times, now }: Opened, host: Host): string {
  if (blind.length === 0) return 'The monitor could see all the time.\n';
  const { strong } = styleOf(host);
  const unseen = blind.reduce((sum, { from, to }) => sum + millisecondsBetween(from, to ?? now), 0);
  const rows = blind.map(({ from, to, why }) => [
    times.cell(from),
    to === null ? 'still' : times.cell(to),
    span(millisecondsBetween(from, to ?? now)),
    clean(why, 300),
  ]);
  const headings = [
    'FROM',
    'TO',
    { heading: 'FOR', align: 'right' },
    { heading: 'WHY', yields: 'wrap' },
  ] as const;
  return [
    `${strong(`Nobody looked ${blind.length === 1 ? 'once' : `${blind.length} times`}, for ${duration(unseen)}`)}\n\n`,
    table(headings, rows, host.terminal()?.columns ?? null),
  ].join('');
}
