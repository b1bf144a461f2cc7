import * as v from 'valibot';
import { WEEKDAYS } from '../core/rules/silence.ts';
import { described, fields, inList, name, repetitions } from './fields.ts';
import { matchSchema } from './selection.ts';
import { timeZone } from './time-zone.ts';

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
    name: described(name, 'What it is called in the reason why something was not told; each its own.'),
    match: v.exactOptional(
      described(matchSchema, 'Which groups are silenced.', { otherwise: 'every group' }),
    ),
    days: described(days, 'Days on which it begins.'),
    from: described(time, 'When it begins.'),
    to: described(time, 'When it ends; at or before `from`, on the next day.'),
    timeZone: v.exactOptional(
      described(
        timeZone,
        'Where the clock hangs that these times are read from. A window keeps its hour across daylight saving.',
        { otherwise: "the organization's" },
      ),
    ),
  },
  'a maintenance window',
);

const WINDOWS = 'a list of at most 50 maintenance windows';

export const windowsSchema = v.pipe(v.array(windowSchema, WINDOWS), v.maxLength(50, WINDOWS));

/** Windows as they stand in the file. */
export type GivenWindows = v.InferOutput<typeof windowsSchema>;

/** A maintenance window as configured, its time zone filled in. */
export type ConfiguredWindow = GivenWindows[number] & { readonly timeZone: string };

/** The windows of an organization: where none is given, times are those of its own zone. */
export function inTimeZone(windows: GivenWindows, organizationsZone: string): readonly ConfiguredWindow[] {
  return windows.map((window) => ({ ...window, timeZone: window.timeZone ?? organizationsZone }));
}
