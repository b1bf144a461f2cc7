/** A person at a shell: what they type, are asked, and see. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAws } from '../../lib/cli/aws.ts';
import { CommandError } from '../../lib/cli/command-error.ts';
import type { Terminal } from '../../lib/cli/host.ts';
import { main } from '../../lib/cli/program.ts';
import type { Prompter, Question } from '../../lib/cli/prompter.ts';
import type { Clock } from '../../lib/sync/ports.ts';

/** What a command printed, and its exit code. */
export interface Answer {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

export interface Shell {
  /** Runs the command with these words after `tunnelwatch`. */
  type(...words: readonly string[]): Promise<Answer>;
  /** Variables of the shell; changes count from the next command. */
  readonly env: Record<string, string | undefined>;
  /** The folder that the person is in. */
  readonly folder: string;
  /** Sits down at a terminal of this size; null: what is printed goes to a program. */
  sit(terminal: Terminal | null): void;
  /** Everything that was shown as progress in the last command. */
  readonly progress: readonly string[];
  /** Happens while a command waits, with what it has printed; the command is interrupted where it gives false. */
  whileWaiting(happening: (milliseconds: number, printed: string) => Promise<boolean>): void;
  /** Presses Ctrl-C when commands have written this many pieces of what may be long; null: never. */
  interruptAfter(pieces: number | null): void;
  /** Sits at a keyboard and gives these answers, one to each question; null: nobody is there to be asked. */
  answers(given: readonly (string | boolean)[] | null): void;
  /** What was asked in the last command, with the problems of answers that would not do. */
  readonly asked: readonly string[];
  /** What comes on the standard input of the next commands. */
  pipe(text: string): void;
  leave(): void;
}

/** The version of the command. */
export const VERSION = '0.1.0';

export function aShell({ clock, random }: { readonly clock: Clock; readonly random: () => number }): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'tunnelwatch-session-'));
  const env: Record<string, string | undefined> = {};
  const asked: string[] = [];
  const progress: string[] = [];
  let terminal: Terminal | null = null;
  let answers: (string | boolean)[] | null = null;
  const prompter = scripted(asked, () => answers?.shift());
  let input = '';
  let patience: number | null = null;
  let waiting: (milliseconds: number, printed: string) => Promise<boolean> = async () => false;
  return {
    env,
    folder,
    progress,
    asked,
    sit: (at) => {
      terminal = at;
    },
    whileWaiting: (happening) => {
      waiting = happening;
    },
    interruptAfter: (pieces) => {
      patience = pieces;
    },
    answers: (given) => {
      answers = given === null ? null : [...given];
    },
    pipe: (text) => {
      input = text;
    },
    leave: () => rmSync(folder, { recursive: true }),
    async type(...words) {
      const answer = { out: '', err: '' };
      const controller = new AbortController();
      let pieces = 0;
      progress.length = 0;
      asked.length = 0;
      const code = await main(
        words,
        {
          out: (text) => {
            answer.out += text;
          },
          write: async (text) => {
            answer.out += text;
            pieces += 1;
            if (pieces === patience) controller.abort();
          },
          err: (text) => {
            answer.err += text;
          },
          colour: false,
          terminal: () => terminal,
          progress: (text) => void progress.push(text),
          interruption: () => controller.signal,
          pause: async (milliseconds) => {
            if (!(await waiting(milliseconds, answer.out))) controller.abort();
          },
          whenNudged: () => undefined,
          leaveBehind: () => undefined,
          whenCrashing: () => undefined,
          env,
          directory: folder,
          version: VERSION,
          now: clock.now,
          timeZone: 'Europe/Berlin',
          user: 'ana',
          prompter: () => (answers === null ? null : prompter),
          input: async () => input,
          aws: async (account) => openAws({ clock, random }, account),
        },
        { description: 'Watches tunnels.', version: VERSION },
      );
      return { ...answer, code };
    },
  };
}

/** A person who gives the next answer until one will do; Ctrl-C where there is none left. */
function scripted(asked: string[], next: () => string | boolean | undefined): Prompter {
  const line = async ({ message, initial, problem }: Question): Promise<string> => {
    asked.push(message);
    for (;;) {
      const given = next();
      if (given === undefined) throw new CommandError('failed', 'Stopped; nothing was done.');
      const answer = given === true ? (initial ?? '') : String(given);
      const wrong = problem?.(answer) ?? null;
      if (wrong === null) return answer;
      asked.push(wrong);
    }
  };
  return {
    text: line,
    secret: line,
    confirm: async ({ message }) => {
      asked.push(message);
      return next() === true;
    },
  };
}
