/**
 * The part of the policy that nobody configures: numbers that decide what is told or recorded, each with its unit, its value,
 * the reason for the value, and why it is the same for everybody. All others stand in `policy.ts`.
 */
import { DAY, MINUTE, SECOND } from './time.ts';

/** Groups that must have fallen together before a message names what they share. Fewer would be chance; more would miss a small data center. */
export const SHARED_GROUPS_LEAST = 3;

/** Part of the groups there that must be down: below half, being there explains little. */
export const SHARED_PART_LEAST = 0.5;

/** Places that a message names. More of them say that the cause is elsewhere, unless one of them concerns most that fell. */
export const SHARED_PLACES_MOST = 3;

/**
 * Milliseconds after which a message says that it is late. Ten minutes: more than any run takes from seeing to telling, so that
 * only what was held up says so. A lower one would call messages of slow runs late.
 */
export const LATE_AFTER = 10 * MINUTE;

/** Incidents named in a digest. Twenty: beyond that it is the number that matters, and `tunnelwatch incidents` has them all. */
export const REMINDED_MOST = 20;

/**
 * Events that one alert carries at the most, so that the alert log can name them in one item (DynamoDB: 400 KB; at 60 bytes
 * an id they fill 300). Beyond that there is a second part. More would not be stored, and so be told again.
 */
export const EVENTS_PER_ALERT = 5_000;

/**
 * Pages of a list that are read. A hundred are 20,000 groups, beyond any published limit of an organization: a list that goes on
 * longer is not a list, and the run fails before its time is over.
 */
export const PAGES_MAX = 100;

/** Ids in one filtered request: its address stays well under the 8 KB that gateways take. */
export const LOOK_UP_IDS = 50;

/** Milliseconds of a run that looking missing groups up may take: whatever else was seen waits for it to be told. */
export const LOOK_UP_TIME = 10 * SECOND;

/**
 * Milliseconds that the API's clock and ours may be apart. Five minutes, the tolerance that tokens are usually given. Further
 * apart every time that is recorded would be wrong, so the run fails.
 */
export const CLOCK_TOLERANCE = 5 * MINUTE;

/** Far ends of a hub that are kept: as many as the API gives in one answer, and enough to know the site by. More would fill the item. */
export const KEPT_PEERS = 10;

/** Characters of one text of the API that are kept. The longest that is documented has 50; what is longer is not a name. */
export const KEPT_TEXT_CHARACTERS = 256;

/** Characters of JSON of a field that no document names, kept as it was seen; longer ones would fill the item. */
export const KEPT_EXTRA_CHARACTERS = 4_096;

/**
 * Milliseconds past an epoch's longest age before its rows may expire: roll-over waits for a complete run, and an outage may
 * delay it. Two weeks: longer than an outage that nobody mends.
 */
export const EPOCH_SLACK = 14 * DAY;
