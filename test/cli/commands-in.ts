/** Commands that a message tells people to type. */
import { execFileSync } from 'node:child_process';

/** Those that stand on a line of their own, as a shell takes them apart, without `npx tunnelwatch`. */
export function commandsIn(email: string): readonly (readonly string[])[] {
  const lines = email.split('\n').flatMap((line) => /^ {2}npx tunnelwatch (.+)$/.exec(line)?.[1] ?? []);
  return lines.map((line) =>
    execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
      .split('\0')
      .slice(0, -1),
  );
}
