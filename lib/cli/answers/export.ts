/** What `tunnelwatch export` does. */
import { number } from '../../core/alerts/duration.ts';
import { DAY, type Instant, plus } from '../../core/time.ts';
import {
  asLines,
  type Export,
  type ExportRecord,
  exported,
  type Format,
  wholeInstants,
} from '../../history/index.ts';
import { CommandError } from '../command-error.ts';
import type { Leave } from '../exit-codes.ts';
import { explained } from '../explain.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import type { SharedFlags } from '../options.ts';
import { type Sink, sinkFor } from '../output/file-sink.ts';
import { known } from '../past/known.ts';
import { pastRange, type RangeFlags } from '../past/past-time.ts';
import { readDuration } from '../times/read-duration.ts';

export interface ExportFlags extends Omit<SharedFlags, 'json'>, RangeFlags {
  readonly what: Export;
  readonly format: Format;
  readonly out?: string;
  readonly append?: boolean;
  readonly every?: string;
}

const STANDARD = { milliseconds: DAY, words: 'the past day' } as const;

/** How far an export has come. */
interface Reached {
  records: number;
  /** Everything up to then is written; null where nothing is, or where it cannot be taken up again. */
  through: Instant | null;
}

/**
 * Writes the records of a range. What is written always ends where an instant does, also when it is stopped or AWS fails in the
 * middle: then it says from when to go on.
 */
export async function answerExport(flags: ExportFlags, host: Host, leave: Leave): Promise<void> {
  const step = stepOf(flags);
  if (flags.append && flags.out === undefined)
    throw new CommandError('usage', '--append needs a file to add to.', 'Name it with --out.');
  const opened = await open(flags, host);
  const { history, organization, times } = opened;
  const range = pastRange(flags, STANDARD, opened);
  const sight = known(await history.sight(organization, range), opened);
  const sink = await sinkFor(flags.out, flags.append === true, host);
  const reached: Reached = { records: 0, through: null };
  try {
    const pages = exported(history, { organization, what: flags.what, sight, step });
    const ended = await copy(pages, { flags, sink, reached, times }, host);
    host.progress('');
    if (flags.out !== undefined || !ended) host.err(summary(reached, flags, range.words));
    if (ended) return;
    host.err(howToGoOn(reached, flags, step));
    leave('interrupted');
  } catch (error) {
    const { reason, message, remedy } = explained(error);
    throw new CommandError(reason, message, `${remedy}\n${howToGoOn(reached, flags, step)}`.trim());
  } finally {
    await sink.close();
  }
}

interface Copying {
  readonly flags: ExportFlags;
  readonly sink: Sink;
  readonly reached: Reached;
  readonly times: Opened['times'];
}

/** Whether it came to the end, without being stopped. */
async function copy(
  pages: AsyncIterable<readonly ExportRecord[]>,
  { flags, sink, reached, times }: Copying,
  host: Host,
): Promise<boolean> {
  const interrupted = host.interruption();
  const next: Reached = { ...reached };
  const whole = async function* (): AsyncGenerator<readonly ExportRecord[]> {
    for await (const { records, through } of wholeInstants(flags.what, pages)) {
      next.records += records.length;
      next.through = through;
      yield records;
      if (interrupted.aborted) return;
    }
  };
  let isHeading = flags.format === 'csv';
  for await (const text of asLines(flags.what, flags.format, whole())) {
    if (!(isHeading && sink.begun)) await sink.write(text);
    isHeading = false;
    Object.assign(reached, next);
    const until = reached.through === null ? '' : `, up to ${times.cell(reached.through)}`;
    host.progress(`${number(reached.records)} ${flags.what}${until} …`);
  }
  return !interrupted.aborted;
}

function summary({ records }: Reached, { what, out }: ExportFlags, range: string): string {
  return `${number(records)} records of ${what} ${range} ${out === undefined ? 'were written' : `are in ${out}`}.\n`;
}

/** How the rest is had. */
function howToGoOn({ records, through }: Reached, { what, out }: ExportFlags, step: number): string {
  if (records === 0)
    return out === undefined ? '' : `No record is in ${out} yet: the same command with --append begins.\n`;
  if (through === null)
    return `The ${number(records)} records that are written are no whole export: ${what} cannot be taken up again, so begin anew.\n`;
  const from = what === 'snapshots' ? plus(through, step) : through;
  const how = `--from ${from}${out === undefined ? '' : ` --out ${out} --append`}`;
  return `What is written is whole up to ${through}. The rest: the same command with ${how}\n`;
}

function stepOf({ every, what }: ExportFlags): number {
  if (every === undefined) return DAY;
  if (what !== 'snapshots')
    throw new CommandError(
      'usage',
      '--every is for snapshots alone.',
      'Leave it out, or give --what snapshots.',
    );
  const step = readDuration(every);
  if (step !== null) return step;
  throw new CommandError(
    'usage',
    `--every "${every}" is not a duration.`,
    'Write 15m, 1h, "1h 30m", 1d or 1w.',
  );
}
