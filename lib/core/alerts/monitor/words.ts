import type { Severity } from '../../rules/event.ts';
import type { Instant } from '../../time.ts';
import type { MonitorAlert } from '../alert.ts';
import type { Body } from '../body.ts';
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
