/** What messages say that was not so at the poll they speak of. */
import type { Played, Sent } from '../stage/record.ts';
import { named, said } from './message.ts';
import { countsText, type Look } from './truth.ts';
import { GroupTruth } from './untrue-of-group.ts';
import { untrueOfMonitor } from './untrue-of-monitor.ts';
import { untrueText } from './untrue-text.ts';

export interface Untrue {
  readonly sent: Sent;
  readonly what: string;
}

/** Reads every message of a played incident against the truth. */
export function untrue(played: Played, looks: readonly Look[]): readonly Untrue[] {
  const ofGroups = new GroupTruth(played, looks);
  return played.sent.flatMap((sent) => {
    const document = said(sent);
    const last = looks.findLast((look) => look.poll <= sent.poll);
    const { fleet, events, notConnected } = document;
    const counted = fleet === null ? null : countsText(fleet.counts);
    const isMiscounted = counted !== null && (last === undefined || counted !== countsText(last.counts));
    return [
      ...(isMiscounted ? [`It counts ${counted}; there are ${last && countsText(last.counts)}.`] : []),
      ...events.flatMap((event) =>
        named(event.id) === null
          ? untrueOfMonitor(event, { played, looks, sent, notConnected })
          : ofGroups.faults(event, last),
      ),
      ...untrueText(sent, document, last),
    ].map((what) => ({ sent, what }));
  });
}
