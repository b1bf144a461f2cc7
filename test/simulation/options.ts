import { parseArgs } from 'node:util';

/** What to simulate. */
export interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly workers: number;
  /** Seeds for each second of processor time: fewer are a failure. */
  readonly atLeast: number;
  readonly json: boolean;
  /** Try deliberate bugs instead: each must be found. */
  readonly teeth: boolean;
  /** The name of a deliberate bug to play the seeds with; null for none. */
  readonly bug: string | null;
  readonly engine: 'memory' | 'embedded';
}

export const USAGE = `npm run simulate -- [--seeds N] [--from SEED] [--workers N] [--at-least N] [--engine memory|embedded] [--teeth] [--bug NAME] [--json]

  --seeds N     how many seeds to play (1000; --teeth: for each bug at most 10000; --engine embedded: 20)
  --from SEED   the first seed (1)
  --workers N   how many at once (1)
  --at-least N  fail where fewer seeds are played in a second of processor time (0)
  --engine      what to store in: the store in memory, or the production store on the embedded DynamoDB
  --teeth       put deliberate bugs into the source, one at a time; each must be found
  --bug NAME    play the seeds with one of these bugs in the source, to see what a report looks like
  --json        print one JSON document instead`;

/** Throws a TypeError that says what is wrong. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string' },
      from: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
      'at-least': { type: 'string' },
      engine: { type: 'string', default: 'memory' },
      teeth: { type: 'boolean', default: false },
      bug: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { engine, teeth, json } = values;
  if (engine !== 'memory' && engine !== 'embedded')
    throw new TypeError(`--engine must be memory or embedded, not ${engine}.`);
  const seeds = values.seeds ?? usualSeeds(teeth, engine);
  return {
    seeds: natural('seeds', seeds),
    from: natural('from', values.from),
    workers: natural('workers', values.workers),
    atLeast: values['at-least'] === undefined ? 0 : natural('at-least', values['at-least']),
    json,
    teeth,
    bug: values.bug ?? null,
    engine,
  };
}

function usualSeeds(teeth: boolean, engine: Options['engine']): string {
  if (teeth) return '10000';
  return engine === 'embedded' ? '20' : '1000';
}

function natural(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new TypeError(`--${name} must be a whole number from 1, not ${text}.`);
  return number;
}
