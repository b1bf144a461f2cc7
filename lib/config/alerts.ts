/** Alert settings as they stand in the file: any of them, or none; and what that makes of those that hold anyway. */
import * as v from 'valibot';
import { DEFAULT_ALERTS } from './alert-settings.ts';
import { described, fields, wholeNumber } from './fields.ts';
import type { Settled } from './settled.ts';

const MINUTES_A_DAY = 1440;

/** A threshold that may be left out. */
const threshold = (least: number, most: number, unit: string, standard: number, description: string) =>
  v.exactOptional(described(wholeNumber(least, most, unit), description, { default: standard }));

const { confirmPolls, flapping, gathering, reminders } = DEFAULT_ALERTS;

const WARN_DAYS = 'a list of at most 5 numbers of days';
const ENTER = 'a list of at most 5 rules with openings and withinMinutes';
const enter = v.pipe(
  v.array(
    fields(
      {
        openings: described(wholeNumber(2, 50, 'openings'), 'Openings, this one included.'),
        withinMinutes: described(
          wholeNumber(1, 7 * MINUTES_A_DAY, 'minutes'),
          'Minutes within which they lie.',
        ),
      },
      'an object',
    ),
    ENTER,
  ),
  v.maxLength(5, ENTER),
);

const confirmPollsSchema = fields(
  {
    disconnected: threshold(
      1,
      60,
      'runs',
      confirmPolls.disconnected,
      'Runs in a row that must see a group disconnected before an incident opens. One: people are told in the run that first sees it. Two spare them an outage that one poll sees and the next does not, and cost one interval.',
    ),
    warning: threshold(1, 60, 'runs', confirmPolls.warning, 'The same for `warning`, one hub lost.'),
    unknown: threshold(
      1,
      60,
      'runs',
      confirmPolls.unknown,
      'The same for a status that nobody knows. The API says so in passing while it gathers data.',
    ),
    redundancyLost: threshold(
      1,
      60,
      'runs',
      confirmPolls.redundancyLost,
      "The same for a hub lost under a group that is still connected. The group's own status often follows one poll later and says it better.",
    ),
  },
  'an object',
);

const flappingSchema = fields(
  {
    enter: v.exactOptional(
      described(
        enter,
        'So many openings within so many minutes are flapping; any of the rules does. `[]`: nothing ever is. Two openings may be a mended fault that was not; slower rhythms wear people out just the same.',
        { default: flapping.enter },
      ),
    ),
    steadyMinutes: threshold(
      1,
      MINUTES_A_DAY,
      'minutes',
      flapping.steadyMinutes,
      'Observed minutes up that end it.',
    ),
    stillDownAfterMinutes: threshold(
      1,
      MINUTES_A_DAY,
      'minutes',
      flapping.stillDownAfterMinutes,
      'Minutes down in one stretch before "still down" is told.',
    ),
    quietMinutes: threshold(
      1,
      MINUTES_A_DAY,
      'minutes',
      flapping.quietMinutes,
      'Minutes without a message before the first "still down"; each doubles them.',
    ),
    quietMostMinutes: threshold(
      1,
      7 * MINUTES_A_DAY,
      'minutes',
      flapping.quietMostMinutes,
      'Minutes that doubling stops at, never less than `quietMinutes`.',
    ),
  },
  'an object',
);

const groupAlertEntries = {
  confirmPolls: v.exactOptional(described(confirmPollsSchema, 'Runs in a row that must see it.')),
  provisioningHours: threshold(
    0,
    2160,
    'hours',
    DEFAULT_ALERTS.provisioningHours,
    'Hours for which a group that was never connected counts as being set up. Circuits are brought up in working hours.',
  ),
  flapping: v.exactOptional(
    described(flappingSchema, 'When a group drops too often to be told each time, and when that is over.'),
  ),
  tellConfiguration: v.exactOptional(
    described(
      v.boolean('true or false'),
      'Whether changes of name, region, routing and so on are told as well as recorded. Mostly somebody has just made them.',
      { default: DEFAULT_ALERTS.tellConfiguration },
    ),
  ),
};

/** What is given for a selection of groups; the rest is as for all others. */
export const groupAlertsSchema = fields(groupAlertEntries, 'an object');

const gatheringSchema = fields(
  {
    messages: threshold(
      1,
      100,
      'messages',
      gathering.messages,
      'Messages within `withinMinutes` after which openings and endings are gathered.',
    ),
    withinMinutes: threshold(
      1,
      MINUTES_A_DAY,
      'minutes',
      gathering.withinMinutes,
      'Minutes in which messages are counted.',
    ),
    slotMinutes: threshold(
      1,
      60,
      'minutes',
      gathering.slotMinutes,
      'Minutes that are gathered into one message of each kind; less than `alarms.untoldMinutes`.',
    ),
  },
  'an object',
);

const remindersSchema = fields(
  {
    criticalHours: threshold(
      1,
      720,
      'hours',
      reminders.criticalHours,
      'Hours between digests of open critical incidents. A day: so that none is forgotten over a shift.',
    ),
    redundancyDays: threshold(
      1,
      366,
      'days',
      reminders.redundancyDays,
      "Days between digests of lost redundancy. After a week it is in somebody's plans, or should be.",
    ),
  },
  'an object',
);

/** What is given for an organization, or for all; the rest has defaults. */
export const alertsSchema = fields(
  {
    ...groupAlertEntries,
    gathering: v.exactOptional(described(gatheringSchema, 'When messages come thick.')),
    reminders: v.exactOptional(described(remindersSchema, 'Digests of what is open for long.')),
    blindMinutes: threshold(
      1,
      720,
      'minutes',
      DEFAULT_ALERTS.blindMinutes,
      'Minutes without a complete run, and `blindRuns` at least, after which people are told that nobody sees the tunnels. Shorter ones are ordinary maintenance of an API.',
    ),
    blindRuns: threshold(
      1,
      60,
      'runs',
      DEFAULT_ALERTS.blindRuns,
      'Runs without success before that is told, so that a slow schedule does not cry at its first miss.',
    ),
    blindRunsWhenLasting: threshold(
      1,
      60,
      'runs',
      DEFAULT_ALERTS.blindRunsWhenLasting,
      'The same where only a person can mend it (credentials refused, a scope missing), however little time has passed.',
    ),
    removalWaitMinutes: threshold(
      0,
      720,
      'minutes',
      DEFAULT_ALERTS.removalWaitMinutes,
      'Minutes for which a confirmed removal waits while other groups are missing and not looked up yet, so that they are told together.',
    ),
    inheritanceHours: threshold(
      0,
      2160,
      'hours',
      DEFAULT_ALERTS.inheritanceHours,
      'Hours after its removal in which a new group of the same name takes over the watch: replaced hardware is often re-created the same day.',
    ),
    missedRuns: threshold(
      1,
      5,
      'runs',
      DEFAULT_ALERTS.missedRuns,
      'Complete runs missed in a row from which on the time between is recorded as a gap, in which nobody looked; shorter holes count as if the groups had stayed as they were. Two: one missed run is jitter.',
    ),
    apiKeyWarnDays: v.exactOptional(
      described(
        v.pipe(v.array(wholeNumber(1, 366, 'days'), WARN_DAYS), v.maxLength(5, WARN_DAYS)),
        'Days before `apiKeyExpires` at which people are told. Fourteen to plan, three to act.',
        { default: DEFAULT_ALERTS.apiKeyWarnDays },
      ),
    ),
  },
  'an object',
);

export type GivenGroupAlerts = v.InferOutput<typeof groupAlertsSchema>;
export type GivenAlerts = v.InferOutput<typeof alertsSchema>;

/** What can be set otherwise for a selection of groups, nothing left open. */
export type GroupAlertSettings = Settled<GivenGroupAlerts>;

/** All thresholds of an organization. */
export type AlertSettings = Settled<GivenAlerts>;

/** `settings` with what is given in place of what was there, field by field; the list of `flapping.enter` is one field. */
export function withGiven(settings: AlertSettings, given: GivenAlerts): AlertSettings {
  return {
    ...withGivenForGroups(settings, given),
    gathering: { ...settings.gathering, ...given.gathering },
    reminders: { ...settings.reminders, ...given.reminders },
    blindMinutes: given.blindMinutes ?? settings.blindMinutes,
    blindRuns: given.blindRuns ?? settings.blindRuns,
    blindRunsWhenLasting: given.blindRunsWhenLasting ?? settings.blindRunsWhenLasting,
    removalWaitMinutes: given.removalWaitMinutes ?? settings.removalWaitMinutes,
    inheritanceHours: given.inheritanceHours ?? settings.inheritanceHours,
    missedRuns: given.missedRuns ?? settings.missedRuns,
    apiKeyWarnDays: given.apiKeyWarnDays ?? settings.apiKeyWarnDays,
  };
}

/** The same for what can be set for a selection of groups. */
export function withGivenForGroups(
  settings: GroupAlertSettings,
  given: GivenGroupAlerts,
): GroupAlertSettings {
  return {
    confirmPolls: { ...settings.confirmPolls, ...given.confirmPolls },
    provisioningHours: given.provisioningHours ?? settings.provisioningHours,
    flapping: { ...settings.flapping, ...given.flapping },
    tellConfiguration: given.tellConfiguration ?? settings.tellConfiguration,
  };
}
