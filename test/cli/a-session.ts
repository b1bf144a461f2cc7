/** A person at the command line, beside an organization that is watched. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { openAws } from '../../lib/cli/aws.ts';
import { CommandError } from '../../lib/cli/command-error.ts';
import type { Terminal } from '../../lib/cli/host.ts';
import { main } from '../../lib/cli/program.ts';
import type { Prompter, Question } from '../../lib/cli/prompter.ts';
import type { Group } from '../../lib/core/fleet/group.ts';
import type { Policy } from '../../lib/core/policy.ts';
import { epochMilliseconds } from '../../lib/core/time.ts';
import { aWatch, TABLE_NAME, type Watch } from './a-watch.ts';

/** What a command printed, and its exit code. */
export interface Answer {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

export interface Session extends Watch {
  /** Runs the command with these words after `tunnelwatch`. */
  type(...words: readonly string[]): Promise<Answer>;
  /** Variables of the shell; changes count from the next command. */
  readonly env: Record<string, string | undefined>;
  /** Sits down at a terminal of this size; null: what is printed goes to a program. */
  sit(terminal: Terminal | null): void;
  /** Sits at a keyboard and gives these answers, one to each question; null: nobody is there to be asked. */
  answers(given: readonly (string | boolean)[] | null): void;
  /** What was asked in the last command, with the problems of answers that would not do. */
  readonly asked: readonly string[];
  /** Everything that was shown as progress in the last command. */
  readonly progress: readonly string[];
  /** Happens while a command waits; the command is interrupted where it gives false. */
  whileWaiting(happening: (milliseconds: number) => Promise<boolean>): void;
  /** The folder that the person is in. */
  readonly folder: string;
  /** Subscribes an endpoint to the topic. */
  subscribe(protocol: string, endpoint: string): Promise<void>;
}

export async function aSession(
  groups?: readonly Group[],
  {
    policy = {},
    random = Math.random,
  }: { readonly policy?: Partial<Policy>; readonly random?: () => number } = {},
): Promise<Session> {
  const watch = await aWatch(groups, policy);
  const clock = { now: () => epochMilliseconds(watch.now()), sleep: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'tunnelwatch-session-'));
  const env: Record<string, string | undefined> = {
    TUNNELWATCH_TABLE: TABLE_NAME,
    TUNNELWATCH_TOPIC_ARN: watch.topicArn,
  };
  let terminal: Terminal | null = null;
  let waiting: (milliseconds: number) => Promise<boolean> = async () => false;
  const progress: string[] = [];
  const asked: string[] = [];
  let answers: (string | boolean)[] | null = null;
  const prompter = scripted(asked, () => answers?.shift());
  return {
    ...watch,
    env,
    progress,
    asked,
    answers: (given) => {
      answers = given === null ? null : [...given];
    },
    sit: (at) => {
      terminal = at;
    },
    whileWaiting: (happening) => {
      waiting = happening;
    },
    folder,
    async close() {
      rmSync(folder, { recursive: true });
      await watch.close();
    },
    async type(...words) {
      const answer = { out: '', err: '' };
      const controller = new AbortController();
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
          },
          err: (text) => {
            answer.err += text;
          },
          colour: false,
          terminal: () => terminal,
          prompter: () => (answers === null ? null : prompter),
          progress: (text) => void progress.push(text),
          interruption: () => controller.signal,
          pause: async (milliseconds) => {
            if (!(await waiting(milliseconds))) controller.abort();
          },
          env,
          directory: folder,
          version: '1.2.3',
          now: clock.now,
          timeZone: 'Europe/Berlin',
          user: 'ana',
          aws: async (account) => openAws({ clock, random }, account),
        },
        { description: 'Watches tunnels.', version: '1.2.3' },
      );
      return { ...answer, code };
    },
    async subscribe(protocol, endpoint) {
      const client = new SNSClient({});
      await client.send(
        new SubscribeCommand({ TopicArn: watch.topicArn, Protocol: protocol, Endpoint: endpoint }),
      );
      client.destroy();
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
