/** Opens the world's process, and a function to run in it as it is deployed. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configurationIn } from '../../lib/config/file.ts';
import { schedulePayload } from '../../lib/config/payload.ts';
import { HOUR } from '../../lib/core/time.ts';
import { buildSyncFunction } from '../../lib/infra/bundle.ts';
import { ENVIRONMENT } from '../../lib/names.ts';
import type { RunSummary } from '../../lib/sync/summary.ts';
import type { Told, World, WorldAnswers } from './messages.ts';

export type AskWorld = <Name extends keyof WorldAnswers>(
  name: Name,
  argument: WorldAnswers[Name][0],
) => Promise<WorldAnswers[Name][1]>;

export interface OpenWorld extends World {
  readonly ask: AskWorld;
  close(): Promise<void>;
}

export async function openWorld(): Promise<OpenWorld> {
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  const waiting = new Map<number, (told: Told) => void>();
  let asked = 0;
  child.on('message', (told: Told) => waiting.get(told.number)?.(told));
  await new Promise<void>((resolve, reject) => {
    waiting.set(0, () => resolve());
    child.once('exit', (code) => reject(new Error(`The world's process ended with ${code}.`)));
  });
  const ask: AskWorld = (name, argument) =>
    new Promise((resolve, reject) => {
      asked += 1;
      const number = asked;
      waiting.set(number, ({ answer, error }) => {
        waiting.delete(number);
        if (error === undefined) resolve(answer as never);
        else reject(new Error(`${name}: ${error}`));
      });
      child.send({ number, name, argument });
    });
  return {
    ...(await ask('world', null)),
    ask,
    close: async () => {
      await ask('close', null);
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

/** Sets this process's environment as the function's would be. */
export function takeEnvironment(world: World, table: string): void {
  Object.assign(process.env, world.environment, {
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    [ENVIRONMENT.table]: table,
    [ENVIRONMENT.topic]: world.topicArn,
  });
}

/** The bundle, built as it is deployed into a folder that is removed when the process ends. */
export function builtBundle(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return buildSyncFunction(folder).file;
}

type CreateHandler = typeof import('../../lambda/sync/handler.ts').createHandler;

export interface Invocations {
  /** One run; throws where it is not complete. */
  run(event?: unknown): Promise<RunSummary>;
  /** One run, whatever becomes of it. */
  try(): Promise<RunSummary>;
}

/** A warm process of the function: what it keeps from run to run is kept. The environment must be taken first. */
export function openFunction(world: World, bundle: string): Invocations {
  const { createHandler } = createRequire(import.meta.url)(bundle) as {
    readonly createHandler: CreateHandler;
  };
  const handler = createHandler({
    clock: {
      now: Date.now,
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    },
    random: Math.random,
    write: () => undefined,
    variables: process.env,
  });
  const event = payloadFor(world);
  const run = (given: unknown = event) =>
    handler(given, { awsRequestId: 'bench', getRemainingTimeInMillis: () => HOUR });
  return {
    try: () => run(),
    async run(given) {
      const summary = await run(given);
      if (summary.outcome !== 'complete')
        throw new Error(`A run ended ${summary.outcome}: ${summary.failure?.detail}`);
      return summary;
    },
  };
}

/** What the schedule would send: one organization, each hour, so that a run has time for whatever is measured. */
export function payloadFor({ apiUrl, tokenUrl, secretArn, completeRunsQueue }: World, id = 'acme'): unknown {
  const settings = { id, apiUrl, tokenUrl, everyMinutes: 60, requestBudget: 'exempt' };
  const [organization] = configurationIn('The bench', { email: [], organizations: [settings] }).organizations;
  if (organization === undefined) throw new Error('A configuration has at least one organization.');
  return {
    ...schedulePayload({ ...organization, secret: secretArn, completeRunsQueue }),
    ...{ scheduledAt: new Date().toISOString(), execution: 'bench' },
  };
}
