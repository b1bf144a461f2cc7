import type { MonitorEvent, Severity } from '../../rules/event.ts';
import type { Instant } from '../../time.ts';
import type { MonitorAlert } from '../alert.ts';
import type { Body } from '../body.ts';
import { plural } from '../duration.ts';
import { NAME_CHARACTERS } from '../limits.ts';
import { clean } from '../text.ts';
import type { Times } from '../time.ts';

/** What is said about the monitor itself, whatever its event. */
export interface MonitorWords {
  /** In subject lines, in brackets. */
  readonly tag: string;
  /** After the tag. */
  readonly lead: string;
  readonly severity: Severity;
  /** At the end of an SMS; `minute` writes an instant for one. */
  when(minute: (at: Instant) => string): string;
  body(times: Times): Body;
}

/** The organization as a sentence names it. */
export function organizationOf({ organization: { id, name } }: MonitorAlert): string {
  return clean(name, NAME_CHARACTERS) || id;
}

/** Where the tunnels are seen while Tunnelwatch cannot. */
export const DASHBOARD =
  'in the Secure Access dashboard: Connect > Network Connections > Network Tunnel Groups.';

/** Earlier losses or returns that are named in one message; beyond that their number says enough. */
const EARLIER_NAMED = 5;

/** What earlier runs could not tell, a line each, the latest first. */
export function earlierLines(
  earlier: readonly MonitorEvent[],
  inWords: (event: MonitorEvent) => string | null,
): readonly string[] {
  const lines = earlier
    .toReversed()
    .slice(0, EARLIER_NAMED)
    .flatMap((event) => inWords(event) ?? [])
    .map((words) => `Before that: ${words}`);
  const rest = earlier.length - EARLIER_NAMED;
  return rest > 0 ? [...lines, `Before that: ${plural(rest, 'time')} more`] : lines;
}
