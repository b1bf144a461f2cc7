import { userInfo } from 'node:os';
import type { Host } from './host.ts';

/** The host of a command that a person started. */
export function thisProcess(): Host {
  const { env, stdout, stderr } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    colour: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    env,
    now: () => Date.now(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    user: nameOfUser(),
    aws: async () => {
      const { openAws } = await import('./aws.ts');
      const sleep = (milliseconds: number) =>
        new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
      return openAws({ clock: { sleep }, random: Math.random });
    },
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
