/** Alert settings as they stand in the file: any of them, or none; and what that makes of those that hold anyway. */
import * as v from 'valibot';
import type { AlertSettings, GroupAlertSettings } from './alert-settings.ts';
import { fields, wholeNumber } from './fields.ts';

const MINUTES_A_DAY = 1440;
const minutesUpTo = (most: number) => v.exactOptional(wholeNumber(1, most, 'minutes'));
const runs = v.exactOptional(wholeNumber(1, 60, 'runs'));

const ENTER = 'a list of at most 5 rules with openings and withinMinutes';
const enter = v.pipe(
  v.array(
    fields(
      {
        openings: wholeNumber(2, 50, 'openings'),
        withinMinutes: wholeNumber(1, 7 * MINUTES_A_DAY, 'minutes'),
      },
      'an object',
    ),
    ENTER,
  ),
  v.maxLength(5, ENTER),
);

const groupAlertEntries = {
  confirmPolls: v.exactOptional(
    fields({ disconnected: runs, warning: runs, unknown: runs, redundancyLost: runs }, 'an object'),
  ),
  provisioningHours: v.exactOptional(wholeNumber(0, 2160, 'hours')),
  flapping: v.exactOptional(
    fields(
      {
        enter: v.exactOptional(enter),
        steadyMinutes: minutesUpTo(MINUTES_A_DAY),
        stillDownAfterMinutes: minutesUpTo(MINUTES_A_DAY),
        quietMinutes: minutesUpTo(MINUTES_A_DAY),
        quietMostMinutes: minutesUpTo(7 * MINUTES_A_DAY),
      },
      'an object',
    ),
  ),
  tellConfiguration: v.exactOptional(v.boolean('true or false')),
};

/** What is given for a selection of groups; the rest is as for all others. */
export const groupAlertsSchema = fields(groupAlertEntries, 'an object');

/** What is given for an organization, or for all; the rest has defaults. */
export const alertsSchema = fields(
  {
    ...groupAlertEntries,
    gathering: v.exactOptional(
      fields(
        {
          messages: v.exactOptional(wholeNumber(1, 100, 'messages')),
          withinMinutes: minutesUpTo(MINUTES_A_DAY),
          slotMinutes: minutesUpTo(60),
        },
        'an object',
      ),
    ),
    reminders: v.exactOptional(
      fields(
        {
          criticalHours: v.exactOptional(wholeNumber(1, 720, 'hours')),
          redundancyDays: v.exactOptional(wholeNumber(1, 366, 'days')),
        },
        'an object',
      ),
    ),
    blindMinutes: v.exactOptional(wholeNumber(1, 720, 'minutes')),
  },
  'an object',
);

export type GivenGroupAlerts = v.InferOutput<typeof groupAlertsSchema>;
export type GivenAlerts = v.InferOutput<typeof alertsSchema>;

/** `settings` with what is given in place of what was there, field by field; the list of `flapping.enter` is one field. */
export function withGiven(settings: AlertSettings, given: GivenAlerts): AlertSettings {
  return {
    ...withGivenForGroups(settings, given),
    gathering: { ...settings.gathering, ...given.gathering },
    reminders: { ...settings.reminders, ...given.reminders },
    blindMinutes: given.blindMinutes ?? settings.blindMinutes,
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
