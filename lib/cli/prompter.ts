/** Asks the person at the terminal. */
import type { Readable, Writable } from 'node:stream';
import { CommandError } from './command-error.ts';

/** A question that is answered in one line. */
export interface Question {
  readonly message: string;
  /** What stands in the line already; the person may change it. */
  readonly initial?: string;
  /** What such an answer looks like, shown until something is typed. */
  readonly example?: string;
  /** What is wrong with an answer; null where it will do. Nothing at all is the answer ''. */
  readonly problem?: (answer: string) => string | null;
}

/** Every method throws a `CommandError` where the person stops (Ctrl-C, Escape). */
export interface Prompter {
  text(question: Question): Promise<string>;
  /** The answer is not shown. */
  secret(question: Pick<Question, 'message' | 'problem'>): Promise<string>;
  confirm(question: { readonly message: string; readonly initial: boolean }): Promise<boolean>;
}

/** Asks over these streams, which must be a terminal's. */
export function createPrompter(streams: { readonly input: Readable; readonly output: Writable }): Prompter {
  const checked = (problem: Question['problem']) => ({
    validate: (answer: string | undefined) => problem?.(answer ?? '') ?? undefined,
  });
  return {
    text: async ({ message, initial, example, problem }) => {
      const { text } = await library();
      const answer = await text({
        ...streams,
        ...checked(problem),
        message,
        ...(initial === undefined ? {} : { initialValue: initial }),
        ...(example === undefined ? {} : { placeholder: example }),
      });
      return typeof answer === 'symbol' ? stopped() : (answer ?? '');
    },
    secret: async ({ message, problem }) => {
      const { password } = await library();
      const answer = await password({ ...streams, ...checked(problem), message, mask: '*' });
      return typeof answer === 'symbol' ? stopped() : (answer ?? '');
    },
    confirm: async ({ message, initial }) => {
      const { confirm } = await library();
      const answer = await confirm({ ...streams, message, initialValue: initial });
      return typeof answer === 'symbol' ? stopped() : answer;
    },
  };
}

/** Loaded where somebody is asked: most commands ask nobody. */
const library = () => import('@clack/prompts');

function stopped(): never {
  throw new CommandError('failed', 'Stopped; nothing was done.');
}
