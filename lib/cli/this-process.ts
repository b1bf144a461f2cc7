import { writeSync } from 'node:fs';
import { userInfo } from 'node:os';
import { text as textOf } from 'node:stream/consumers';
import type { CommandError } from './command-error.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Host } from './host.ts';
import { createProgress } from './output/progress.ts';
import { createPrompter } from './prompter.ts';

/** Milliseconds in which what was printed last reaches a slow reader. */
const LEFT_BEHIND_AFTER = 200;

/** The host of a command that a person started. */
export function thisProcess({ version }: { readonly version: string }): Omit<Host, 'held'> {
  const { env, stdin, stdout, stderr } = process;
  // A reader that has seen enough (`| head`) closes the pipe: nobody is left to be told of it.
  for (const stream of [stdout, stderr])
    stream.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));
  const interruption = interruptions();
  return {
    out: (text) => void stdout.write(text),
    write: (text) => new Promise((resolve) => void stdout.write(text, () => resolve())),
    err: (text) => void stderr.write(text),
    colour: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    terminal: () => (stdout.isTTY === true ? { columns: stdout.columns, rows: stdout.rows } : null),
    prompter: () =>
      stdin.isTTY === true && stderr.isTTY === true ? createPrompter({ input: stdin, output: stderr }) : null,
    progress: createProgress(stderr.isTTY === true ? (text) => void stderr.write(text) : null),
    interruption,
    pause: (milliseconds, until) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          until.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        until.addEventListener('abort', done);
      }),
    whenNudged: (callBack) => void process.on('SIGUSR2', callBack),
    leaveBehind: () => void setTimeout(() => process.exit(), LEFT_BEHIND_AFTER).unref(),
    whenCrashing: (explain) =>
      void process.once('uncaughtException', (error) => crash(error, explain(error))),
    env,
    directory: process.cwd(),
    version,
    now: () => Date.now(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    user: nameOfUser(),
    input: () => textOf(stdin),
    aws: async (account) => {
      const { openAws } = await import('./aws.ts');
      const sleep = (milliseconds: number) =>
        new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
      return openAws({ clock: { now: () => Date.now(), sleep }, random: Math.random }, account);
    },
  };
}

/** Whatever an error has left undone is not to go on: the process ends here and now. */
function crash(error: Error, explained: CommandError | null): never {
  writeSync(2, explained === null ? `${error.stack}\n` : `${explained.message}\n${explained.remedy}\n`);
  process.exit(EXIT_CODES[explained?.reason ?? 'failed'].code);
}

/** Until somebody asks, the system ends the process as it ends any other. */
function interruptions(): () => AbortSignal {
  let controller: AbortController | null = null;
  return () => {
    if (controller === null) {
      const made = new AbortController();
      controller = made;
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => made.abort());
    }
    return controller.signal;
  };
}

/** In a container the user may have a number and no name. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
