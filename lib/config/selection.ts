/** Which groups something in the configuration is about, and what holds for them. */
import * as v from 'valibot';
import { groupAlertsSchema } from './alerts.ts';
import { described, fields } from './fields.ts';

/** Ids in one selection: more are better named by a name, a region or a device type. */
const IDS_MAX = 200;

const TEXT = 'a text of 1 to 100 characters';
const NAME =
  'the whole name of a group, 1 to 100 characters, * for any text and ? for any one character in it';
const ID = 'the id of a network tunnel group, such as 615393';
const IDS = `a list of 1 to ${IDS_MAX} ids of network tunnel groups`;

const text = (allowed: string) => v.pipe(v.string(allowed), v.nonEmpty(allowed), v.maxLength(100, allowed));

/** The API writes ids as numbers, and so may people. */
const id = v.pipe(
  v.union([v.string(), v.number()], ID),
  v.check((given) => /^\d{1,20}$/.test(String(given)), ID),
  v.transform(String),
);

const ANY = { otherwise: 'any' };

const matchEntries = {
  name: v.exactOptional(
    described(text(NAME), 'The whole name; `*` is any text, `?` any one character.', ANY),
  ),
  ids: v.exactOptional(
    described(
      v.pipe(v.array(id, IDS), v.minLength(1, IDS), v.maxLength(IDS_MAX, IDS)),
      'Ids of groups, as numbers or texts.',
      ANY,
    ),
  ),
  region: v.exactOptional(described(text(TEXT), 'The region, as the API calls it.', ANY)),
  deviceType: v.exactOptional(described(text(TEXT), 'The device type, as the API calls it.', ANY)),
};

/** A selection that selects nothing is most likely a mistake, and as a threshold for all it belongs elsewhere. */
export const matchSchema = v.pipe(
  fields(matchEntries, 'an object'),
  v.check(
    (match) => Object.keys(match).length > 0,
    `at least one of ${Object.keys(matchEntries).join(', ')}`,
  ),
);

const overrideSchema = fields(
  {
    match: described(
      matchSchema,
      'Which groups. Every field that is given must match; letter case does not count.',
    ),
    alerts: described(
      v.pipe(
        groupAlertsSchema,
        v.check((alerts) => Object.keys(alerts).length > 0, 'at least one threshold'),
      ),
      "What is set otherwise for them; the rest is as the organization's `alerts` say.",
    ),
  },
  'an override',
);

/** Thresholds for a selection of groups. */
export type Override = v.InferOutput<typeof overrideSchema>;

const OVERRIDES = 'a list of at most 50 overrides';

export const overridesSchema = v.pipe(v.array(overrideSchema, OVERRIDES), v.maxLength(50, OVERRIDES));

const LEFT_OUT = 'a list of at most 50 selections of groups';

export const leaveOutSchema = v.pipe(v.array(matchSchema, LEFT_OUT), v.maxLength(50, LEFT_OUT));
