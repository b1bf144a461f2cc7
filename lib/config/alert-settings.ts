/** A policy's thresholds in units that people think in. */
import { defaultPolicy, type Policy } from '../core/policy.ts';
import { DAY, HOUR, MINUTE } from '../core/time.ts';

/** A policy's thresholds as the configuration writes them. */
export function settingsOf(policy: Policy) {
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
    blindRuns: policy.blind.runs,
    blindRunsWhenLasting: policy.blind.runsWhenLasting,
    removalWaitMinutes: policy.removals.wait / MINUTE,
    inheritanceHours: policy.inheritance / HOUR,
    missedRuns: Math.floor(policy.gapIntervals),
    apiKeyWarnDays: policy.apiKey.warnDays,
  };
}

/** What holds where nothing is configured: the policy's own defaults, which say why they are what they are. */
export const DEFAULT_ALERTS = settingsOf(defaultPolicy(MINUTE));
