import type { Failure } from '../core/failure.ts';
import type { Gap } from '../core/fleet/change.ts';
import type { StatusCounts } from '../core/fleet/group.ts';
import type { Decisions } from '../core/rules/decisions.ts';
import { type Instant, millisecondsBetween } from '../core/time.ts';
import type { ApiUsage, RunRecord } from './ports.ts';

/** What a run did, as one log line says it. */
export interface RunSummary {
  readonly organization: string;
  readonly run: string;
  readonly started: Instant;
  readonly ended: Instant;
  /** `skipped`: another run held the lease. */
  readonly outcome: 'complete' | 'failed' | 'skipped';
  readonly failure: Failure | null;
  readonly counts: StatusCounts | null;
  /** Whether the state came from this process's memory. */
  readonly warm: boolean;
  readonly pages: number;
  readonly malformed: number;
  readonly gap: Gap | null;
  readonly changes: number;
  /** Groups whose write the table refused. */
  readonly refused: number;
  readonly events: number;
  /** What was decided about telling, by reason; empty where there was nothing to decide. */
  readonly decisions: readonly Decisions[];
  /** Alerts published, and alerts that could not be. */
  readonly alerts: number;
  readonly alertsFailed: number;
  /** Milliseconds for which the oldest event has been due that is still untold when the run ends; 0 where none is due. */
  readonly oldestUntold: number;
  readonly usage: ApiUsage;
}

/** A run that has not done anything yet. */
export function blankSummary(organization: string, run: string, started: Instant): RunSummary {
  return {
    organization,
    run,
    started,
    ended: started,
    outcome: 'failed',
    failure: null,
    counts: null,
    warm: false,
    pages: 0,
    malformed: 0,
    gap: null,
    changes: 0,
    refused: 0,
    events: 0,
    decisions: [],
    alerts: 0,
    alertsFailed: 0,
    oldestUntold: 0,
    usage: { calls: 0, tokenRequests: 0, retries: 0 },
  };
}

/** The row the table keeps of a run; null for a run that failed at nothing, changed nothing and told nothing. */
export function recordOf(summary: RunSummary): RunRecord | null {
  const { run, started, ended, outcome, failure, counts, changes, events, alerts, usage, pages } = summary;
  if (outcome === 'skipped') return null;
  if (
    outcome === 'complete' &&
    changes + events + alerts + summary.alertsFailed + summary.refused === 0 &&
    summary.gap === null
  )
    return null;
  return { run, started, ended, outcome, failure, counts, changes, events, alerts, usage, pages };
}

/** How long the run took, in milliseconds. */
export function durationOf(summary: RunSummary): number {
  return millisecondsBetween(summary.started, summary.ended);
}
