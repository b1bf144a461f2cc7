/** When people are told, and how often: the thresholds of the rules, in units that people think in. */
import { defaultPolicy, type Policy } from '../core/policy.ts';
import { DAY, HOUR, MINUTE } from '../core/time.ts';

/** Complete runs in a row, 1 to 60, that must see it before an incident opens. */
export interface ConfirmPolls {
  /** @default 1 */
  readonly disconnected: number;
  /** @default 1 */
  readonly warning: number;
  /** @default 3 */
  readonly unknown: number;
  /** A hub lost under a group that is still connected. @default 2 */
  readonly redundancyLost: number;
}

export interface FlappingSettings {
  /** Any of these is flapping; none, and nothing ever is. @default 3 openings within 120 minutes, 4 within 1440 */
  readonly enter: readonly { readonly openings: number; readonly withinMinutes: number }[];
  /** Observed minutes up that end it. @default 120 */
  readonly steadyMinutes: number;
  /** Minutes down in one stretch before "still down" is told. @default 15 */
  readonly stillDownAfterMinutes: number;
  /** Minutes without a message before the first "still down"; doubled by each. @default 60 */
  readonly quietMinutes: number;
  /** Minutes that doubling stops at, never less than `quietMinutes`. @default 1440 */
  readonly quietMostMinutes: number;
}

/** What can be set otherwise for a selection of groups. */
export interface GroupAlertSettings {
  readonly confirmPolls: ConfirmPolls;
  /** Hours for which a group that was never connected counts as being set up. @default 24 */
  readonly provisioningHours: number;
  readonly flapping: FlappingSettings;
  /** Whether changes of configuration are told as well as recorded. @default false */
  readonly tellConfiguration: boolean;
}

/** All thresholds of an organization. */
export interface AlertSettings extends GroupAlertSettings {
  readonly gathering: {
    /** Messages within so many minutes after which openings and endings are gathered. @default 12 */
    readonly messages: number;
    /** @default 60 */
    readonly withinMinutes: number;
    /** Minutes that are gathered into one message of each kind. @default 5 */
    readonly slotMinutes: number;
  };
  readonly reminders: {
    /** Hours between digests of open critical incidents. @default 24 */
    readonly criticalHours: number;
    /** Days between digests of lost redundancy. @default 7 */
    readonly redundancyDays: number;
  };
  /** Minutes without a complete run, and three runs at least, after which Tunnelwatch says that it cannot see. @default 10 */
  readonly blindMinutes: number;
}

/** What holds where nothing is configured: the policy's own defaults, which say why they are what they are. */
export const DEFAULT_ALERTS: AlertSettings = settingsOf(defaultPolicy(MINUTE));

/** A policy's thresholds in the configuration's units. */
export function settingsOf(policy: Policy): AlertSettings {
  const { confirmation, flapping, gathering, reminders } = policy;
  const { 'redundancy lost': redundancyLost, ...statuses } = confirmation;
  return {
    confirmPolls: { ...statuses, redundancyLost },
    provisioningHours: policy.provisioning / HOUR,
    flapping: {
      enter: flapping.enter.map(({ openings, within }) => ({ openings, withinMinutes: within / MINUTE })),
      steadyMinutes: flapping.steady / MINUTE,
      stillDownAfterMinutes: flapping.stillDownAfter / MINUTE,
      quietMinutes: flapping.quiet / MINUTE,
      quietMostMinutes: flapping.quietMost / MINUTE,
    },
    tellConfiguration: policy.tellConfiguration,
    gathering: {
      messages: gathering.messages,
      withinMinutes: gathering.within / MINUTE,
      slotMinutes: gathering.slot / MINUTE,
    },
    reminders: {
      criticalHours: reminders.critical / HOUR,
      redundancyDays: reminders.redundancy / DAY,
    },
    blindMinutes: policy.blind.after / MINUTE,
  };
}
