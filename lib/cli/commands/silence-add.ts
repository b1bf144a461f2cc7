import { Command } from 'commander';
import { nearest } from '../../config/nearest.ts';
import { duration, plural } from '../../core/alerts/duration.ts';
import { clean } from '../../core/alerts/text.ts';
import { type Matcher, matches } from '../../core/rules/matcher.ts';
import type { Silence } from '../../core/rules/silence.ts';
import type { GroupState } from '../../core/rules/state.ts';
import { DAY, type Instant, millisecondsBetween, plus } from '../../core/time.ts';
import { CommandError } from '../command-error.ts';
import type { Host } from '../host.ts';
import { type Opened, open, timeOf } from '../open.ts';
import { collected, type SharedFlags, withSharedOptions } from '../options.ts';
import { byName, groupDocument, groupTable, matcherWords } from '../output/groups.ts';
import { jsonText } from '../output/json.ts';
import { styleOf } from '../output/style.ts';
import { readDuration } from '../times/read-duration.ts';
import { TIME_FORMS } from '../times/read-time.ts';

interface Flags extends SharedFlags {
  readonly name?: string;
  readonly id?: readonly string[];
  readonly groupRegion?: string;
  readonly deviceType?: string;
  readonly all?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly for?: string;
  readonly reason: string;
  readonly by?: string;
  readonly evenIfNone?: boolean;
}

const HELP = `
Which groups: every flag that is given must match. Times: ${TIME_FORMS}.

Examples:
  $ tunnelwatch silence add --name 'Branch *' --for 2h --reason 'new routers'
  $ tunnelwatch silence add --group-region us-east-1 --from 'tomorrow 02:00' --to 'tomorrow 04:00' --reason 'provider work'
`;

/** A year: what is to be quiet for longer is better left out of the watch, where everybody can see it. */
const LONGEST_MS = 366 * DAY;
const REASON_CHARACTERS = 200;
const BY_CHARACTERS = 60;

export function silenceAddCommand(host: Host): Command {
  const command = new Command('add')
    .description('Make a silence, and show which groups it matches now')
    .option('--name <glob>', 'groups of this name; * stands for any text, ? for any one character')
    .option('--id <id>', 'the group with this id; can be given several times', collected)
    .option('--group-region <region>', 'groups of this region')
    .option('--device-type <type>', 'groups of this device type')
    .option('--all', 'all groups of the organization')
    .option('--from <time>', 'when it begins (default: now)')
    .option('--to <time>', 'when it ends; this or --for must be given')
    .option('--for <duration>', 'how long it lasts: 90m, 2h, 1d')
    .requiredOption('--reason <text>', 'why, for whoever finds it')
    .option('--by <name>', 'who makes it (default: your name on this machine)')
    .option('--even-if-none', 'also where no group matches now')
    .addHelpText('after', HELP);
  return withSharedOptions(command).action((flags: Flags) => addSilence(flags, host));
}

async function addSilence(flags: Flags, host: Host): Promise<void> {
  const match = matcherOf(flags);
  const opened = await open(flags, host);
  const { operator, organization } = opened;
  const asked = { match, ...spanOf(flags, opened), ...wordsOf(flags, host) };
  const groups = (await operator.groups(organization)).filter(({ presence }) => presence !== 'removed');
  const matching = groups.filter(({ group }) => matches(match, group)).sort(byName);
  if (matching.length === 0 && !flags.evenIfNone) throw nothingMatches(match, groups);
  const silence = await operator.addSilence(organization, asked);
  host.out(
    flags.json
      ? jsonText({ silence, matching: matching.map(({ group }) => groupDocument(group)), of: groups.length })
      : told(silence, matching, groups.length, opened, host),
  );
}

function matcherOf({ name, id, groupRegion: region, deviceType, all }: Flags): Matcher {
  const match = {
    ...(name === undefined ? {} : { name }),
    ...(id === undefined ? {} : { ids: id }),
    ...(region === undefined ? {} : { region }),
    ...(deviceType === undefined ? {} : { deviceType }),
  };
  const isSelective = Object.keys(match).length > 0;
  if (Object.values(match).includes(''))
    throw new CommandError('usage', 'An empty text matches no group.', 'Leave the flag out.');
  if (isSelective !== (all === true)) return match;
  throw isSelective
    ? new CommandError('usage', '--all and a selection contradict each other.', 'Give one or the other.')
    : new CommandError(
        'usage',
        'Which groups are meant is not said.',
        'Give --name, --id, --group-region or --device-type, or --all for every group.',
      );
}

function spanOf(
  flags: Flags,
  { now, here, times }: Opened,
): { readonly from: Instant; readonly to: Instant } {
  const from = flags.from === undefined ? now : timeOf('--from', flags.from, here);
  const to = endOf(flags, from, here);
  const span = `from ${times.moment(from)} to ${times.moment(to)}`;
  if (to <= now)
    throw new CommandError(
      'usage',
      `The silence would be over already: it would end at ${times.moment(to)}.`,
      'Name the day: a time alone is today.',
    );
  if (to <= from)
    throw new CommandError(
      'usage',
      `The silence would end before it begins (${span}).`,
      'Name the day: a time alone is today.',
    );
  if (millisecondsBetween(from, to) > LONGEST_MS)
    throw new CommandError(
      'usage',
      `The silence would last ${duration(millisecondsBetween(from, to))}; a year is the most.`,
      'What is not to be watched at all is left out in the configuration.',
    );
  return { from, to };
}

function endOf(flags: Flags, from: Instant, here: Opened['here']): Instant {
  if ((flags.to === undefined) === (flags.for === undefined))
    throw new CommandError(
      'usage',
      flags.to === undefined ? 'When the silence ends is not said.' : '--to and --for are two ends.',
      'Give either --to TIME or --for DURATION: no silence lasts for ever.',
    );
  if (flags.to !== undefined) return timeOf('--to', flags.to, here);
  const text = flags.for ?? '';
  const milliseconds = readDuration(text);
  if (milliseconds === null)
    throw new CommandError(
      'usage',
      `--for "${text}" is not a duration.`,
      'Write 90m, 2h, "1h 30m", 1d or 1w.',
    );
  // Beyond this there is no date to write; far longer than the longest silence, which is judged afterwards.
  return plus(from, Math.min(milliseconds, 10 * LONGEST_MS));
}

function wordsOf({ reason, by }: Flags, host: Host): Pick<Silence, 'reason' | 'by'> {
  const words = { reason: clean(reason, REASON_CHARACTERS), by: clean(by ?? host.user, BY_CHARACTERS) };
  if (words.reason !== '' && words.by !== '') return words;
  throw new CommandError('usage', `--${words.reason === '' ? 'reason' : 'by'} is empty.`);
}

function nothingMatches(match: Matcher, groups: readonly GroupState[]): CommandError {
  const near = nearMatch(match, groups);
  return new CommandError(
    'not found',
    `No group matches ${matcherWords(match)}.`,
    `${near === null ? '' : `Did you mean ${near}? `}Nothing was made; --even-if-none makes it all the same.`,
  );
}

/** Where a word of the matcher is nearly that of a group. */
function nearMatch({ name, ids, region, deviceType }: Matcher, groups: readonly GroupState[]): string | null {
  const among = (word: string | undefined, of: (state: GroupState) => string | null): string | null =>
    word === undefined ? null : nearest(word, [...new Set(groups.flatMap((state) => of(state) ?? []))]);
  const found =
    among(name, ({ group }) => group.name) ??
    among(ids?.[0], ({ id }) => id) ??
    among(region, ({ group }) => group.region) ??
    among(deviceType, ({ group }) => group.deviceType);
  return found === null ? null : clean(found, 60);
}

function told(
  silence: Silence,
  matching: readonly GroupState[],
  all: number,
  { times }: Opened,
  host: Host,
): string {
  const { id, match, from, to, reason, by } = silence;
  const count = `${matching.length} of ${plural(all, 'group')} ${matching.length === 1 ? 'matches' : 'match'} now`;
  return [
    `Silence ${id} for ${matcherWords(match)}, made by ${by}: ${reason}\n`,
    `From ${times.moment(from)} to ${times.moment(to)}, ${duration(millisecondsBetween(from, to))}.\n\n`,
    matching.length === 0 ? `${count}.\n` : `${count}:\n\n${groupTable(matching, styleOf(host))}`,
    `\nTo end it earlier: tunnelwatch silence end ${id}\n`,
  ].join('');
}
