/** The table that flags mean: of what is deployed, or in a folder of `watch`. */
import { basename } from 'node:path';
import type { Past } from '../core/history/past.ts';
import type { Operator } from '../core/operator/operator.ts';
import type { Holder } from './choose-organization.ts';
import { configuredRetention } from './configured.ts';
import type { Host } from './host.ts';
import { type Located, locate, type WhereFlags } from './locate.ts';
import { askedFolder } from './watch/asked-folder.ts';

/** A table that can be asked. */
export interface OpenTable {
  readonly operator: Operator;
  /** `retention`: milliseconds for which the past can be asked about. */
  readonly history: (retention: number) => Past;
  /** It, as errors name it. */
  readonly holder: Holder;
}

const DEPLOYED: Holder = {
  name: 'The table',
  empty: {
    message: 'The table knows no organization: no run has been complete yet.',
    remedy: 'tunnelwatch doctor finds out why.',
  },
};

/** Opens it; `located` is deployed for certain. Throws a `CommandError` where there is none, or it cannot be had. */
export async function openTable(
  flags: WhereFlags & { readonly org?: string },
  host: Host,
  located?: Located,
): Promise<OpenTable> {
  const folder = located === undefined ? askedFolder(flags, host) : null;
  if (folder !== null) return openFolder(folder, host);
  const { aws, table } = located ?? (await locate(flags, host));
  const name = await table();
  return {
    operator: aws.table(name),
    history: (retention) => aws.history(name, retention),
    holder: DEPLOYED,
  };
}

async function openFolder(folder: string, host: Host): Promise<OpenTable> {
  const { askData } = await import('../watch/data.ts');
  const { askedStorageError } = await import('./watch/trouble.ts');
  const { systemClock } = await import('../adapters/system/clock.ts');
  const { table, history, close } = await askData({
    folder,
    clock: { ...systemClock, now: host.now },
    random: Math.random,
    retention: configuredRetention(host, basename(folder)),
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  }).catch((error: unknown) => {
    throw askedStorageError(error, folder);
  });
  host.held.hold(close);
  return {
    operator: table,
    history: () => history,
    holder: {
      name: `What is in ${folder}`,
      empty: {
        message: `In ${folder} is no organization yet: no run has been complete.`,
        remedy: 'tunnelwatch watch says, as it runs, what hinders it.',
      },
    },
  };
}

function ignore(): void {}
