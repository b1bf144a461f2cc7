/** Times that are asked about: in the past, and the right way round. */
import type { Range } from '../../core/history/range.ts';
import type { Instant } from '../../core/time.ts';
import { CommandError } from '../command-error.ts';
import { type Opened, rangeOf, timeOf } from '../open.ts';

type View = Pick<Opened, 'here' | 'now' | 'times'>;

/** The instant that a flag gives. Throws a `CommandError` where it is none, or in the future. */
export function pastTime(flag: string, text: string, { here, now, times }: View): Instant {
  const at = timeOf(flag, text, here);
  if (at <= now) return at;
  throw new CommandError(
    'usage',
    `${flag} (${times.moment(at)}) is in the future: nobody has looked there yet.`,
    'Give a time that has passed, or name the day: a time alone is today.',
  );
}

/** The range that is asked about when nobody says which. */
export interface DefaultRange {
  readonly milliseconds: number;
  /** `the past week`. */
  readonly words: string;
}

export interface AskedRange extends Range {
  /** `from … to …`, and how it came about where nobody asked for it. */
  readonly words: string;
}

export interface RangeFlags {
  readonly from?: string;
  readonly to?: string;
}

/** The range that flags give. Throws a `CommandError` where they give no times, none that have passed, or in reverse. */
export function pastRange(flags: RangeFlags, standard: DefaultRange, view: View): AskedRange {
  if (flags.from !== undefined) pastTime('--from', flags.from, view);
  if (flags.to !== undefined) pastTime('--to', flags.to, view);
  const { from, to } = rangeOf(flags, standard.milliseconds, view);
  const { times } = view;
  if (from === to)
    throw new CommandError(
      'usage',
      `--from and --to are the same (${times.moment(to)}): nothing lies between.`,
      'tunnelwatch snapshot --at shows an instant.',
    );
  const isDefault = flags.from === undefined && flags.to === undefined;
  const words = `from ${times.moment(from)} to ${times.moment(to)}`;
  return {
    from,
    to,
    words: isDefault ? `${words} (${standard.words}; --from and --to ask for another)` : words,
  };
}
