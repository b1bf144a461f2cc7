/** Which groups something in the configuration is about, and what holds for them. */
import * as v from 'valibot';
import type { Matcher } from '../core/rules/matcher.ts';
import { type GivenGroupAlerts, groupAlertsSchema } from './alerts.ts';
import { fields } from './fields.ts';

/** Thresholds for a selection of groups. */
export interface Override {
  readonly match: Matcher;
  /** What is set otherwise; the rest is as the organization's `alerts` say. */
  readonly alerts: GivenGroupAlerts;
}

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

const matchEntries = {
  name: v.exactOptional(text(NAME)),
  ids: v.exactOptional(v.pipe(v.array(id, IDS), v.minLength(1, IDS), v.maxLength(IDS_MAX, IDS))),
  region: v.exactOptional(text(TEXT)),
  deviceType: v.exactOptional(text(TEXT)),
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
    match: matchSchema,
    alerts: v.pipe(
      groupAlertsSchema,
      v.check((alerts) => Object.keys(alerts).length > 0, 'at least one threshold'),
    ),
  },
  'an override',
);

const OVERRIDES = 'a list of at most 50 overrides';

export const overridesSchema = v.pipe(v.array(overrideSchema, OVERRIDES), v.maxLength(50, OVERRIDES));
