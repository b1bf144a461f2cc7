import * as v from 'valibot';
import type { Matcher } from '../core/rules/matcher.ts';
import { type MaintenanceWindow, WEEKDAYS } from '../core/rules/silence.ts';
import { fields, inList, name, repetitions } from './fields.ts';
import { matchSchema } from './selection.ts';
import { timeZone } from './time-zone.ts';

/** A maintenance window as configured, its time zone filled in. */
export interface ConfiguredWindow extends Omit<MaintenanceWindow, 'match'> {
  /** Which groups are silenced. @default all */
  readonly match?: Matcher;
}

const TIME = 'a time of day, HH:MM, from 00:00 to 23:59';
const DAYS = `a list of days on which it begins, of ${WEEKDAYS.join(', ')}`;

const time = v.pipe(v.string(TIME), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME));

const days = v.pipe(
  v.array(v.picklist(WEEKDAYS, `one of ${WEEKDAYS.join(', ')}`), DAYS),
  v.minLength(1, `${DAYS}; with none the window would never open`),
  v.rawCheck(({ dataset, addIssue }) => {
    const input: unknown = dataset.value;
    if (!Array.isArray(input)) return;
    for (const { index, first } of repetitions(input))
      addIssue({ message: `the same day as [${first}]`, path: [inList(input, index)] });
  }),
);

const windowSchema = fields(
  {
    name,
    match: v.exactOptional(matchSchema),
    days,
    from: time,
    to: time,
    timeZone: v.exactOptional(timeZone),
  },
  'a maintenance window',
);

const WINDOWS = 'a list of at most 50 maintenance windows';

export const windowsSchema = v.pipe(v.array(windowSchema, WINDOWS), v.maxLength(50, WINDOWS));

/** Windows as they stand in the file. */
export type GivenWindows = v.InferOutput<typeof windowsSchema>;

/** The windows of an organization: where none is given, times are those of its own zone. */
export function inTimeZone(windows: GivenWindows, organizationsZone: string): readonly ConfiguredWindow[] {
  return windows.map((window) => ({ ...window, timeZone: window.timeZone ?? organizationsZone }));
}
