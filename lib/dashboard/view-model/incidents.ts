/** Incidents, and what people heard of them. */
import { clean, nameOf, word } from '../../core/alerts/text.ts';
import type { Incidents } from '../../core/operator/incidents.ts';
import type { IncidentReport } from '../../core/operator/report.ts';
import { type Bounds, epochMilliseconds, type Instant } from '../../core/time.ts';
import { type Kind, kindOfCondition } from './kinds.ts';

/** Something that was to be told. */
export interface Telling {
  /** `opened`, `still down`, `ended`, … */
  readonly type: string;
  /** When it was published; null where it was not, or not yet. */
  readonly at: Instant | null;
  readonly isWaiting: boolean;
}

export interface IncidentRow {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly region: string | null;
  readonly isOpen: boolean;
  readonly opened: Bounds;
  readonly ended: Bounds | null;
  /** How it stands, or the worst that it was. */
  readonly kind: Kind;
  readonly worst: Kind;
  /** Milliseconds that it lasted at the least and at the most, as far as polling can tell; so far, while it is open. */
  readonly lasted: readonly [least: number, most: number];
  readonly tellings: readonly Telling[];
  /** Who has taken it on. */
  readonly acknowledgedBy: string | null;
}

export interface IncidentsView {
  /** Open ones first, those that have been open for the longest before others; then by their ends, the latest first. */
  readonly rows: readonly IncidentRow[];
  readonly open: number;
}

export function incidentsView({ open, past, seenUntil }: Incidents, now: Instant): IncidentsView {
  const rows = [...open, ...past].map((report) => incidentRow(report, seenUntil, now));
  return { rows, open: open.length };
}

export function incidentRow(report: IncidentReport, seenUntil: Instant | null, now: Instant): IncidentRow {
  const { id, group, record, opened, ended, status, worst, events, acknowledged, acknowledgement } = report;
  return {
    ...{ id, group, opened, ended, isOpen: report.open },
    name: record === null ? `group ${group}` : nameOf(record),
    region: word(record?.region ?? null),
    kind: kindOfCondition(status ?? worst),
    worst: kindOfCondition(worst),
    lasted: lasted(opened, ended ?? { after: seenUntil, by: now }),
    tellings: events.map(({ type, at, fate }) => ({ type, at, isWaiting: fate === 'waiting' })),
    acknowledgedBy: acknowledged ? clean(acknowledgement?.by ?? 'somebody', 60) : null,
  };
}

function lasted(opened: Bounds, ended: Bounds): readonly [number, number] {
  const [begins, ends] = [epochMilliseconds(opened.by), epochMilliseconds(ended.by)];
  const least = ended.after === null ? 0 : epochMilliseconds(ended.after) - begins;
  const most = ends - (opened.after === null ? begins : epochMilliseconds(opened.after));
  return [Math.max(0, least), Math.max(0, most)];
}
