/** The fleet, over and over, on one screen. */
import { explained } from '../explain.ts';
import type { Host } from '../host.ts';
import { open } from '../open.ts';
import { known } from '../past/known.ts';
import { LIMIT_ON_TERMINAL, type RowFlags } from '../past/row-options.ts';
import { described } from './status-table.ts';

/** A screen beside the one with the shell's history, and back to that. */
const ENTER = '\u001b[?1049h';
const LEAVE = '\u001b[?1049l';
/** To the first line; what is left of a line, and of the screen, is cleared as it is drawn over: nothing flickers. */
const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_REST = '\u001b[J';
/** Heading, column names and notes take these lines; the rest is for groups. */
const LINES_AROUND = 9;

/**
 * Prints the fleet every so many milliseconds until it is interrupted. On a terminal each picture replaces the one before, and
 * the last one stays; elsewhere they follow each other. That AWS does not answer is shown and does not end it.
 */
export async function watchStatus(every: number, flags: RowFlags, host: Host): Promise<void> {
  const interrupted = host.interruption();
  const onTerminal = host.terminal() !== null;
  let last = '';
  if (onTerminal) host.out(ENTER);
  try {
    while (!interrupted.aborted) {
      const { picture, trouble } = await look(flags, host, last);
      last = picture;
      const shown = `${trouble}${picture}`;
      host.out(onTerminal ? onScreen(shown, every) : `${shown}\n`);
      await host.pause(every, interrupted);
    }
  } finally {
    if (onTerminal) host.out(LEAVE);
  }
  if (onTerminal) host.out(last);
}

/** The fleet now; where AWS does not answer the picture before, with what is the trouble. */
async function look(
  flags: RowFlags,
  host: Host,
  before: string,
): Promise<{ readonly picture: string; readonly trouble: string }> {
  const rows = host.terminal()?.rows;
  const most = flags.limit ?? LIMIT_ON_TERMINAL;
  const fitting =
    rows === undefined ? flags : { ...flags, limit: Math.max(1, Math.min(most, rows - LINES_AROUND)) };
  try {
    const opened = await open(flags, host);
    const answer = known(await opened.history.status(opened.organization), opened);
    return { picture: described(answer, fitting, opened, host), trouble: '' };
  } catch (error) {
    const problem = explained(error);
    if (problem.reason !== 'unavailable' || before === '') throw problem;
    return { picture: before, trouble: `${problem.message} What follows is the last answer.\n\n` };
  } finally {
    // Meanwhile a watch may be started on these data, or end.
    await host.held.release();
  }
}

function onScreen(picture: string, every: number): string {
  const lines = `${picture}\nEvery ${every / 1_000} s; Ctrl-C ends.`.split('\n');
  return `${HOME}${lines.join(`${CLEAR_LINE}\n`)}${CLEAR_LINE}${CLEAR_REST}`;
}
