/** The page, as commands serve it. */
import type { Dashboard } from '../dashboard/server/serve.ts';
import type { Source } from '../dashboard/source.ts';
import { CommandError } from './command-error.ts';
import { explained } from './explain.ts';
import type { Host } from './host.ts';

/** Serves it. Throws a `CommandError` where the port cannot be had. */
export async function startPage(
  {
    source,
    timeZone,
    port,
  }: { readonly source: Source; readonly timeZone: string; readonly port: number | null },
  { now }: Pick<Host, 'now'>,
): Promise<Dashboard> {
  // The server and the bundler take longer to load than most commands take.
  const { portTrouble, startDashboard } = await import('../dashboard/server/serve.ts');
  try {
    return await startDashboard({
      source,
      now,
      timeZone,
      explain: explained,
      ...(port !== null && { port }),
    });
  } catch (error) {
    const trouble = portTrouble(error);
    if (trouble === null) throw error;
    throw new CommandError(
      'failed',
      `Port ${port} is ${trouble}.`,
      'Choose another with --port, or leave --port out to take a free one.',
    );
  }
}

/** The port that a flag gives; null where it is not given. Throws a `CommandError` where it is none. */
export function portOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new CommandError('usage', `--port "${text}" is no port.`, 'Give a whole number from 0 to 65535.');
}
