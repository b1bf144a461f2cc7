/** What the operator's commands need of the table. They are guests beside the runs: none of them takes a lease. */
import type { PublishedAlert } from '../alerts/alert.ts';
import type { Change } from '../fleet/change.ts';
import type { Silence } from '../rules/silence.ts';
import type { GroupState, Head, Incident } from '../rules/state.ts';
import type { Instant } from '../time.ts';

/** Somebody took an incident on: no reminders of it until it ends. */
export interface Acknowledgement {
  readonly incident: string;
  readonly by: string;
  readonly at: Instant;
}

/** What became of ending a silence. Where nothing was done, `silence` is the one that had ended already; null: there is none. */
export type SilenceEnded =
  | { readonly done: true; readonly silence: Silence }
  | { readonly done: false; readonly silence: Silence | null };

/** What became of an acknowledgement. */
export type Acknowledged =
  | {
      readonly done: true;
      readonly group: GroupState;
      readonly incident: Incident;
      /** The acknowledgement that stands: this one, or the one that was there before. */
      readonly acknowledgement: Acknowledgement | null;
      /** It had been acknowledged before; nothing was written. */
      readonly again: boolean;
    }
  /** No such incident is open. `group` is the one that its id names; null where there is none. */
  | { readonly done: false; readonly group: GroupState | null };

/**
 * The table, as a person at the command line uses it. Every write raises the revision of the organization's head in its own
 * transaction, so that no process goes on with what it remembers. Every method throws a `RunFailure` where the table cannot
 * be reached or read.
 */
export interface Operator {
  /** Ids of all organizations that were ever watched, in their order. */
  organizations(): Promise<readonly string[]>;
  /** null where the organization was never tried. */
  head(organization: string): Promise<Head | null>;
  /** All groups, the removed among them. */
  groups(organization: string): Promise<readonly GroupState[]>;
  /** All silences that are still stored, ended or not, by their beginnings. */
  silences(organization: string): Promise<readonly Silence[]>;
  /** Makes a silence and gives it an id. Runs that begin from now on know of it. */
  addSilence(organization: string, silence: Omit<Silence, 'id'>): Promise<Silence>;
  /** Lets a silence end now; one that has not begun never will. */
  endSilence(organization: string, id: string, now: Instant): Promise<SilenceEnded>;
  /** Acknowledges an open incident. */
  acknowledge(organization: string, acknowledgement: Acknowledgement): Promise<Acknowledged>;
  /** All acknowledgements that are still stored, also of incidents that have ended. */
  acknowledgements(organization: string): Promise<readonly Acknowledgement[]>;
  /** What was published from one instant to another, both included, in the order of publishing. */
  alerts(organization: string, from: Instant, to: Instant): Promise<readonly PublishedAlert[]>;
  /** Changes seen from one instant to another, both included, in the order of time. */
  changes(organization: string, from: Instant, to: Instant): Promise<readonly Change[]>;
  /** When a group's last `count` changes before an instant were seen, the latest first. */
  changeTimes(
    organization: string,
    group: string,
    before: Instant,
    count: number,
  ): Promise<readonly Instant[]>;
}
