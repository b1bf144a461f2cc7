/**
 * Incidents, open and past, as people ask about them. Open ones stand with their groups; past ones are put together again from
 * history (which changes belonged to an incident) and from the alert log (which events were told, and when).
 */
import type { PublishedAlert } from '../alerts/alert.ts';
import type { Change } from '../fleet/change.ts';
import type { GroupState, Head } from '../rules/state.ts';
import type { Instant } from '../time.ts';
import type { Acknowledgement, Operator } from './operator.ts';
import { pastIncidents, unseenBeginnings } from './past-incidents.ts';
import { type IncidentReport, type Knowledge, order } from './report.ts';
import { incidentNamed, toldEvents } from './told.ts';

export interface Incidents {
  /** Those that have been open for the longest first. */
  readonly open: readonly IncidentReport[];
  /** Those that ended last first. */
  readonly past: readonly IncidentReport[];
  /** Until when the fleet was seen: an incident that is open was open then. null where nobody has looked yet. */
  readonly seenUntil: Instant | null;
}

/** What is asked for: incidents that were open at any moment from one instant to another. */
export interface IncidentsAsked {
  readonly organization: string;
  readonly head: Head;
  readonly from: Instant;
  readonly to: Instant;
  readonly now: Instant;
  /** Leave out those that have ended, which spares reading history. */
  readonly onlyOpen: boolean;
}

/** What incidents are put together from. */
export type IncidentSource = Pick<
  Operator,
  'groups' | 'acknowledgements' | 'changes' | 'changeTimes' | 'alerts'
>;

/** The incidents of an organization. */
export async function incidents(operator: IncidentSource, asked: IncidentsAsked): Promise<Incidents> {
  const { organization, head, from, to, now, onlyOpen } = asked;
  const [groups, acknowledgements] = await Promise.all([
    operator.groups(organization),
    operator.acknowledgements(organization),
  ]);
  const changes = onlyOpen ? [] : await changesOf(operator, organization, from, now);
  const earliest = earliestOf(groups, changes, from);
  const alerts = await operator.alerts(organization, earliest, now);
  const known = knowledgeOf(groups, alerts, acknowledgements, now);
  const within = ({ opened, ended }: IncidentReport): boolean =>
    (opened.after ?? opened.by) <= to && (ended === null || ended.by >= from);
  return {
    open: openIncidents(groups, known).filter(within),
    past: pastIncidents(changes, known).filter(within),
    seenUntil: head.lastComplete?.reading.to ?? null,
  };
}

/** Changes since an instant, and those before it back to where the incidents began that they speak of. */
async function changesOf(
  operator: IncidentSource,
  organization: string,
  from: Instant,
  now: Instant,
): Promise<readonly Change[]> {
  const since = await operator.changes(organization, from, now);
  const beginnings = await Promise.all(
    unseenBeginnings(since).map(({ group, before, count }) =>
      operator.changeTimes(organization, group, before, count),
    ),
  );
  const [earliest] = beginnings.flatMap((times) => times.at(-1) ?? []).sort();
  return earliest === undefined ? since : operator.changes(organization, earliest, now);
}

/** Before this nothing was told of what is reported. */
function earliestOf(groups: readonly GroupState[], changes: readonly Change[], from: Instant): Instant {
  const openings = groups.flatMap(({ incident }) => incident?.opened.by ?? []);
  const seen = changes.map(({ by }) => by);
  return [...openings, ...seen].reduce((a, b) => (b < a ? b : a), from);
}

function knowledgeOf(
  groups: readonly GroupState[],
  alerts: readonly PublishedAlert[],
  acknowledgements: readonly Acknowledgement[],
  now: Instant,
): Knowledge {
  return {
    groups: new Map(groups.map((state) => [state.id, state])),
    events: toldEvents(groups, alerts),
    acknowledgements: new Map(acknowledgements.map((one) => [one.incident, one])),
    now,
  };
}

function openIncidents(
  groups: readonly GroupState[],
  { events, acknowledgements }: Knowledge,
): readonly IncidentReport[] {
  const reports = groups.flatMap(({ id, group, incident }): IncidentReport[] => {
    if (incident === null) return [];
    const { opened, status, worst, told, acknowledged } = incident;
    return [
      {
        id: incident.id,
        group: id,
        record: group,
        open: true,
        opened,
        ended: null,
        status,
        worst,
        told,
        events: events.of(id, (seq) => seq >= (incidentNamed(incident.id)?.seq ?? 0)),
        acknowledged,
        acknowledgement: acknowledgements.get(incident.id) ?? null,
      },
    ];
  });
  return reports.sort((a, b) => order(a.opened.by, b.opened.by) || order(a.id, b.id));
}
