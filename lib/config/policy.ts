import { defaultPolicy, type GroupPolicy, type Policy } from '../core/policy.ts';
import { beginningOf, DAY, HOUR, MINUTE } from '../core/time.ts';
import { type AlertSettings, type GroupAlertSettings, withGivenForGroups } from './alerts.ts';
import type { Organization } from './organization.ts';
import type { Override } from './selection.ts';

/** What an organization is judged by: the rules' defaults, with what its configuration says in their place. */
export function policyOf(organization: Organization): Policy {
  const { alerts, overrides, maintenanceWindows, leaveOut, apiKeyExpires } = organization;
  const policy = defaultPolicy(organization.everyMinutes * MINUTE);
  return {
    ...policy,
    ...groupPolicyOf(alerts),
    overrides: overrides.map((override) => ({ match: override.match, set: setBy(override, alerts) })),
    windows: maintenanceWindows.map((window) => ({ ...window, match: window.match ?? {} })),
    leaveOut,
    gathering: {
      messages: alerts.gathering.messages,
      within: alerts.gathering.withinMinutes * MINUTE,
      slot: alerts.gathering.slotMinutes * MINUTE,
    },
    reminders: {
      critical: alerts.reminders.criticalHours * HOUR,
      redundancy: alerts.reminders.redundancyDays * DAY,
    },
    // At which hour a key ends is not documented: the day's beginning in UTC errs on the early side.
    apiKey: {
      warnDays: alerts.apiKeyWarnDays,
      expires: apiKeyExpires === null ? null : beginningOf(apiKeyExpires),
    },
    blind: {
      after: alerts.blindMinutes * MINUTE,
      runs: alerts.blindRuns,
      runsWhenLasting: alerts.blindRunsWhenLasting,
    },
    removals: { ...policy.removals, wait: alerts.removalWaitMinutes * MINUTE },
    inheritance: alerts.inheritanceHours * HOUR,
    gapIntervals: alerts.missedRuns + 0.5,
    history: { ...policy.history, retention: organization.retentionDays * DAY },
  };
}

/** Thresholds in milliseconds, as the rules have them. */
function groupPolicyOf({ confirmPolls, flapping, ...alerts }: GroupAlertSettings): GroupPolicy {
  const { redundancyLost, disconnected, warning, unknown } = confirmPolls;
  return {
    confirmation: { 'redundancy lost': redundancyLost, disconnected, warning, unknown },
    provisioning: alerts.provisioningHours * HOUR,
    flapping: {
      enter: flapping.enter.map(({ openings, withinMinutes }) => ({
        openings,
        within: withinMinutes * MINUTE,
      })),
      steady: flapping.steadyMinutes * MINUTE,
      stillDownAfter: flapping.stillDownAfterMinutes * MINUTE,
      quiet: flapping.quietMinutes * MINUTE,
      quietMost: Math.max(flapping.quietMostMinutes, flapping.quietMinutes) * MINUTE,
    },
    tellConfiguration: alerts.tellConfiguration,
  };
}

/** What an override sets, and nothing else: earlier overrides that match the same group keep the rest. */
function setBy({ alerts: given }: Override, alerts: AlertSettings): Partial<GroupPolicy> {
  const all = groupPolicyOf(withGivenForGroups(alerts, given));
  return {
    ...(given.confirmPolls !== undefined && { confirmation: all.confirmation }),
    ...(given.provisioningHours !== undefined && { provisioning: all.provisioning }),
    ...(given.flapping !== undefined && { flapping: all.flapping }),
    ...(given.tellConfiguration !== undefined && { tellConfiguration: all.tellConfiguration }),
  };
}
