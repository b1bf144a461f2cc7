/** What the monitor did: its notable runs, and when it could not see. */
import type { FailureKind } from '../failure.ts';
import type { Gap } from '../fleet/change.ts';
import type { Blindness, Head } from '../rules/state.ts';
import { type Instant, millisecondsBetween } from '../time.ts';
import type { PastRun } from './past-reader.ts';
import type { Range, UnseenStretch } from './range.ts';

/** A stretch in which nothing was seen. */
export interface BlindPeriod {
  readonly from: Instant;
  /** null while it lasts. */
  readonly to: Instant | null;
  readonly why: string;
}

/** Runs that were worth a row; those that saw nothing new leave none, so there is no count of all runs. */
export interface RunTotals {
  readonly complete: number;
  readonly failed: number;
  readonly changes: number;
  readonly events: number;
  readonly alerts: number;
  readonly pages: number;
  readonly calls: number;
  readonly retries: number;
  /** The longest run, in milliseconds; null where there is none. */
  readonly longest: number | null;
  /** Failed runs by why they failed. */
  readonly failures: Readonly<Partial<Record<FailureKind, number>>>;
}

export interface RunsAnswer {
  readonly answered: true;
  readonly range: Range;
  /** In the order of their starts. */
  readonly runs: readonly PastRun[];
  readonly totals: RunTotals;
  /** In the order of time. The last one may still last. */
  readonly blind: readonly BlindPeriod[];
  readonly unseen: readonly UnseenStretch[];
}

/** How long a run took, in milliseconds. */
export function durationOf({ started, ended }: PastRun): number {
  return millisecondsBetween(started, ended);
}

export function totalsOf(runs: readonly PastRun[]): RunTotals {
  const add = (of: (run: PastRun) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const failures: Partial<Record<FailureKind, number>> = {};
  for (const { failure } of runs)
    if (failure !== null) failures[failure.kind] = (failures[failure.kind] ?? 0) + 1;
  return {
    complete: add(({ outcome }) => Number(outcome === 'complete')),
    failed: add(({ outcome }) => Number(outcome === 'failed')),
    changes: add(({ changes }) => changes),
    events: add(({ events }) => events),
    alerts: add(({ alerts }) => alerts),
    pages: add(({ pages }) => pages),
    calls: add(({ usage }) => usage.calls),
    retries: add(({ usage }) => usage.retries),
    longest: runs.length === 0 ? null : Math.max(...runs.map(durationOf)),
    failures,
  };
}

/** Gaps that touch a range, and the blindness that lasts, if the range reaches into it. */
export function blindPeriods(
  range: Range,
  gaps: readonly Gap[],
  head: Pick<Head, 'lastComplete' | 'monitor'> | null,
): readonly BlindPeriod[] {
  const periods = gaps
    .filter(({ from, to }) => from < range.to && to > range.from)
    .map(({ from, to, why }): BlindPeriod => ({ from, to, why }));
  const blind = head?.monitor.blind ?? null;
  const since = blind === null ? null : (head?.lastComplete?.reading.to ?? blind.since);
  return blind === null || since === null || since >= range.to
    ? periods
    : [...periods, { from: since, to: null, why: whyBlind(blind) }];
}

function whyBlind({ failure }: Blindness): string {
  return `${failure.kind}: ${failure.detail}`;
}
