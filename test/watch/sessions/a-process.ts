/** `tunnelwatch watch` in a process of its own, as a person starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../bin/tunnelwatch.js', import.meta.url));

export interface WatchProcess {
  /** Everything that was printed so far. */
  readonly printed: () => string;
  /** Resolves when what was printed after the last such match matches; rejects where the process ends first. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Has the next look made at once. */
  readonly nudge: () => void;
  /** Resolves to the exit code, or the signal. */
  readonly end: (signal: 'SIGINT' | 'SIGKILL') => Promise<number | string | null>;
  readonly ended: Promise<number | string | null>;
}

export interface WatchStart {
  /** The folder that it is started in. */
  readonly directory: string;
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();

/** Kills what a failed test has left. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

export function startWatch({ directory, words, env = {} }: WatchStart): WatchProcess {
  const child = spawn(process.execPath, [BIN, 'watch', '--port', '0', '--utc', ...words], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: directory, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let printed = '';
  let read = 0;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      child.emit('printed');
    });
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => {
    running.delete(child);
    child.emit('printed');
    return code ?? signal ?? null;
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  return {
    printed: () => printed,
    says: async (pattern) => {
      for (;;) {
        const found = pattern.exec(printed.slice(read));
        if (found !== null) {
          read += found.index + found[0].length;
          return found;
        }
        if (isOver) throw new Error(`It ended without saying ${pattern}. It said:\n${printed}`);
        await once(child, 'printed');
      }
    },
    nudge: () => void child.kill('SIGUSR2'),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}
