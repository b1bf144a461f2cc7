/** What a cold start pays: loading the code, and coming to the first call of the API. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Extent } from '../options.ts';
import { median, promise, type Row, ratioRow, type Section } from '../report.ts';
import { openWorld, payloadFor, takeEnvironment } from '../world/open.ts';
import { AS_DEPLOYED, BARE, type Built, built, EMPTY } from './bundles.ts';
import { type Node, nodes } from './nodes.ts';

/** Of the bare clients. CPU times in turn are steady enough for the gate to be the goal. */
const GOAL = 1.3;
const BUNDLE_KILOBYTES_MOST = 700;
/** Node keeps compiled code from 22.1 on. */
const COMPILED = 'as deployed, its compiled code kept on disk';

export async function start({ short }: Extent): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  try {
    const bundles = built(folder, !short);
    const rows: Row[] = [bundleSize(bundles)];
    for (const node of nodes(short)) {
      rows.push(...loads(node, bundles, { folder, rounds: short ? 9 : 15 }));
      rows.push(...(await firstPage(node, bundles, short ? 7 : 11)));
    }
    return {
      name: 'Cold start',
      how: `Loading: CPU time of the require, each in a fresh process, in turn, medians. CPU time, because a function of 256 MB has a seventh of a
processor and starts by it. First page: from the start of the process to the first page asked of the API, with lease,
secret and token before it and the state read meanwhile; the bare clients make the same calls with nothing between.`,
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bundleSize(bundles: readonly Built[]): Row {
  const { kilobytes = Number.NaN, kilobytesInAll = Number.NaN } =
    bundles.find(({ name }) => name === AS_DEPLOYED) ?? {};
  const ours = `${kilobytesInAll} KB, ${kilobytes} KB of it loaded at once`;
  const most = `at most ${BUNDLE_KILOBYTES_MOST} KB`;
  return promise('size of the bundle', ours, most, kilobytesInAll < BUNDLE_KILOBYTES_MOST);
}

function loads(
  node: Node,
  bundles: readonly Built[],
  { folder, rounds }: { readonly folder: string; readonly rounds: number },
): readonly Row[] {
  const deployed = bundles.find(({ name }) => name === AS_DEPLOYED);
  if (deployed === undefined) throw new Error('The bundle was not built.');
  const cache = { NODE_COMPILE_CACHE: join(folder, `compiled-${node.version}`) };
  const keepsCompiled = Number(node.version.slice(1, 3)) >= 22;
  const all = [
    ...bundles.map((one) => ({ ...one, environment: {} })),
    ...(keepsCompiled ? [{ ...deployed, name: COMPILED, environment: cache }] : []),
  ].map((one) => ({ ...one, times: [] as number[] }));
  if (keepsCompiled) load(node, deployed.file, cache);
  for (let round = 0; round < rounds; round += 1)
    for (const { file, environment, times } of all) times.push(load(node, file, environment));
  const times = new Map(all.map((one) => [one.name, median(one.times)]));
  const ours = times.get(AS_DEPLOYED) ?? Number.NaN;
  const bare = times.get(BARE) ?? Number.NaN;
  return [
    ratioRow(
      `${node.version}: loading`,
      { ours, beside: bare, unit: 'ms CPU', than: BARE },
      { goal: GOAL, gate: GOAL },
    ),
    ...all
      .filter(({ name }) => name !== AS_DEPLOYED && name !== BARE)
      .map(({ name, kilobytes }) => {
        const than = name === EMPTY ? name : `${name}, ${kilobytes} KB,`;
        return ratioRow(`${node.version}: loading`, {
          ...{ ours, beside: times.get(name) ?? Number.NaN, unit: 'ms CPU', than },
        });
      }),
  ];
}

/** Milliseconds of CPU time, as the loading process measures them. */
function load(node: Node, file: string, environment: Readonly<Record<string, string>>): number {
  const call = file.endsWith('.cjs') ? 'require' : 'await import';
  const code = `(async()=>{const t=process.cpuUsage();${call}(${JSON.stringify(file)});const{user,system}=process.cpuUsage(t);process.stdout.write(String((user+system)/1000))})()`;
  const env = { ...process.env, ...environment };
  return Number(execFileSync(node.path, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'], env }));
}

/** From the start of the process to the first page asked of the API. */
interface FirstPage {
  readonly milliseconds: number;
  readonly cpu: number;
}

async function firstPage(node: Node, bundles: readonly Built[], rounds: number): Promise<readonly Row[]> {
  const world = await openWorld();
  await world.ask('fleet', { groups: 10 });
  await world.ask('table', 'start');
  takeEnvironment(world, 'start');
  const event = JSON.stringify(payloadFor(world));
  const run = (name: string): FirstPage => {
    const { file } = bundles.find((one) => one.name === name) ?? {};
    // undici says so itself, whichever copy of it.
    const code = `
      let first = null;
      require('node:diagnostics_channel').subscribe('undici:request:create', ({ request }) => {
        const { user, system } = process.cpuUsage();
        if (request.path.includes('networktunnelgroups'))
          first ??= { milliseconds: performance.now(), cpu: (user + system) / 1000 };
      });
      require(${JSON.stringify(file)})
        .handler(${event}, { awsRequestId: 'start', getRemainingTimeInMillis: () => 60000 })
        .then(() => require('node:fs').writeSync(2, '@' + JSON.stringify(first)))
        .finally(() => process.exit());`;
    const { stderr } = spawnSync(node.path, ['-e', code], { encoding: 'utf8' });
    const [, figures] = /@(\{.*\})$/.exec(stderr) ?? [];
    if (figures === undefined) throw new Error(`${name} never asked for a page: ${stderr}`);
    return JSON.parse(figures);
  };
  const [ours, bare]: [FirstPage[], FirstPage[]] = [[], []];
  for (const name of [AS_DEPLOYED, BARE]) run(name);
  for (let round = 0; round < rounds; round += 1) {
    ours.push(run(AS_DEPLOYED));
    bare.push(run(BARE));
  }
  await world.close();
  const row = (
    of: keyof FirstPage,
    what: string,
    unit: string,
    bounds: Parameters<typeof ratioRow>[2],
  ): Row =>
    ratioRow(
      `${node.version}: first page of a cold run${what}`,
      {
        ...{ ours: median(ours.map((one) => one[of])), beside: median(bare.map((one) => one[of])) },
        ...{ unit, than: BARE },
      },
      bounds,
    );
  return [
    row('milliseconds', '', 'ms', { goal: GOAL }),
    row('cpu', ', by its CPU', 'ms CPU', { goal: GOAL, gate: GOAL }),
  ];
}
