/** What `tunnelwatch status` answers. */
import type { StatusAnswer } from '../../core/history/status.ts';
import { csvText } from '../../history/index.ts';
import type { StatusDocument } from '../documents/status.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import { factsDocument } from '../output/facts.ts';
import { jsonText } from '../output/json.ts';
import { known } from '../past/known.ts';
import type { RowFlags } from '../past/row-options.ts';
import { described } from './status-table.ts';
import { watchStatus } from './watch-status.ts';

export interface StatusFlags extends RowFlags {
  /** Milliseconds from one look to the next. */
  readonly watch?: number;
}

/** Prints the fleet as of the last complete run; once, or over and over. */
export async function answerStatus(flags: StatusFlags, host: Host): Promise<void> {
  if (flags.watch !== undefined) return watchStatus(flags.watch, flags, host);
  const opened = await open(flags, host);
  const answer = known(await opened.history.status(opened.organization), opened);
  if (flags.json) host.out(jsonText(document(answer, opened)));
  else if (flags.csv) await host.write(csv(answer));
  else host.out(described(answer, flags, opened, host));
}

function document(answer: StatusAnswer, { organization }: Opened): StatusDocument {
  const { now, asOf, age, interval, sight, watching, attempts, lastFailure, blind, counts, groups } = answer;
  return {
    ...{ organization, now, asOf, ageMs: age, intervalMs: interval, sight, watching, attempts, lastFailure },
    blind: blind && { since: blind.since, failure: blind.failure },
    counts,
    groups: groups.map(({ state, condition, since, lasting }) => ({
      id: state.id,
      ...factsDocument(state.group),
      ...{ presence: state.presence, condition, since, lastingMs: lasting },
      incident: state.incident?.id ?? null,
      acknowledged: state.incident?.acknowledged ?? false,
    })),
  };
}

function csv({ groups }: StatusAnswer): string {
  return csvText([
    [
      'group',
      'name',
      'region',
      'deviceType',
      'status',
      'condition',
      'presence',
      'after',
      'by',
      'lastingMs',
      'incident',
      'hubs',
    ],
    ...groups.map(({ state, condition, since, lasting }) => {
      const { id, group, presence, incident } = state;
      const { name, region, deviceType, status } = group;
      const standing = [status, condition, presence, since.after, since.by, lasting];
      return [id, name, region, deviceType, ...standing, incident?.id, factsDocument(group).hubs];
    }),
  ]);
}
