/** What the monitor did, when it could not see, and about what it costs. */
import { explain } from '../../core/failure.ts';
import type { PastRun } from '../../core/history/past-reader.ts';
import { type BlindPeriod, durationOf, type RunsAnswer } from '../../core/history/runs.ts';
import type { Head } from '../../core/rules/state.ts';
import { DAY, type Instant } from '../../core/time.ts';
import { type Freshness, freshnessOf } from './freshness.ts';

export interface RunRow {
  readonly run: string;
  readonly started: Instant;
  readonly milliseconds: number;
  readonly outcome: 'complete' | 'failed';
  /** What failed and what that means; null where nothing did. */
  readonly failure: { readonly title: string; readonly detail: string; readonly meaning: string } | null;
  readonly changes: number;
  readonly alerts: number;
  readonly calls: number;
}

export interface MonitorView {
  readonly freshness: Freshness;
  /** Milliseconds between runs; null where nothing has told yet. */
  readonly interval: number | null;
  readonly groups: number;
  /** Runs that left a row, the latest first, at most so many. */
  readonly runs: readonly RunRow[];
  /** Of runs that left a row: those that saw nothing new leave none. */
  readonly total: {
    readonly complete: number;
    readonly failed: number;
    readonly changes: number;
    readonly alerts: number;
  };
  readonly failures: readonly { readonly title: string; readonly count: number }[];
  readonly longest: number | null;
  /** The latest first. */
  readonly blind: readonly BlindPeriod[];
  readonly cost: Cost | null;
}

/** What thirty days take, worked out from the interval and what happened. */
export interface Cost {
  readonly runs: number;
  /** Pages of the API that are read, at 200 groups a page. */
  readonly calls: number;
  /** Write units of DynamoDB: two a run, and what changes and alerts took. */
  readonly writes: number;
}

const RUNS_MOST = 500;

export function monitorView(args: {
  readonly head: Head;
  readonly runs: RunsAnswer;
  readonly groups: number;
  readonly interval: number | null;
  /** Days that the runs are of. */
  readonly days: number;
  readonly now: Instant;
}): MonitorView {
  const { head, runs, groups, interval, days, now } = args;
  const { complete, failed, changes, alerts, longest, failures } = runs.totals;
  return {
    freshness: freshnessOf(head, interval, now),
    interval,
    groups,
    runs: runs.runs.slice(-RUNS_MOST).reverse().map(rowOf),
    total: { complete, failed, changes, alerts },
    failures: failureCounts(failures),
    longest,
    blind: [...runs.blind].reverse(),
    cost: interval === null ? null : costOf(interval, groups, changes / days),
  };
}

function rowOf(run: PastRun): RunRow {
  const { failure, usage, outcome, changes, alerts, started } = run;
  return {
    ...{ run: run.run, started, outcome, changes, alerts },
    milliseconds: durationOf(run),
    failure: failure && {
      title: explain(failure).title,
      detail: failure.detail,
      meaning: explain(failure).meaning,
    },
    calls: usage.calls,
  };
}

function failureCounts(failures: RunsAnswer['totals']['failures']): MonitorView['failures'] {
  return Object.entries(failures)
    .map(([kind, count]) => ({
      title: explain({ kind: kind as keyof typeof failures, detail: '' }).title,
      count,
    }))
    .sort((a, b) => b.count - a.count);
}

/** As `npm run units` counts them: an unchanged run, and one change with its alert. */
const [UNITS_A_RUN, UNITS_A_CHANGE] = [2, 13];
const MONTH_DAYS = 30;
const PAGE = 200;

function costOf(interval: number, groups: number, changesADay: number): Cost {
  const runs = Math.round((MONTH_DAYS * DAY) / Math.max(60_000, Math.round(interval / 60_000) * 60_000));
  return {
    runs,
    calls: runs * Math.max(1, Math.ceil(groups / PAGE)),
    writes: Math.round(runs * UNITS_A_RUN + changesADay * MONTH_DAYS * UNITS_A_CHANGE),
  };
}
