/** A test runner for Stryker that keeps the tests in memory, and asks the likeliest and quickest of them first. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { InstrumenterContext, Mutant, MutantCoverage } from '@stryker-mutator/api/core';
import {
  type CompleteDryRunResult,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import { askedTests, isAsked } from './asked-tests.ts';
import { isTried, SAMPLE_VARIABLE, sampleFrom } from './sample.ts';
import { bundleTests, type DeclaredTest, type OpenFile, within } from './suite.ts';

/** Milliseconds after which a test goes round in circles, or waits for something that will not come: so many, and so many times as long as it usually takes. */
const ENDLESS = { after: 3_000, times: 10 };

/** A test from which one that was quicker should not be kept waiting, though the former killed the last mutant. */
const SLOW_MS = 50;

/**
 * A mutant is shown to tests, the nearest first, for as long as this share of all tests takes: who survives them is hardly ever
 * killed by what comes later, and would cost as much as a hundred others.
 */
const MOST_SHARE = 0.1;

const HOUR_MS = 3_600_000;

/** Tests that a worker tries with no mutant before it begins. */
const TRIED_WITHOUT_MUTANT = 200;

/** For a test of the first run, in milliseconds: nothing there is endless. */
const DRY_RUN_MS = 300_000;

/** Where the worker that runs all tests first leaves for the others what it saw. In the sandbox, which is the cwd. */
const firstRunFile = (): string => join(process.cwd(), 'first-run.json');

/** What the first run shows of which tests to ask. */
interface FirstRun {
  /** Milliseconds by test. */
  readonly durations: Readonly<Record<string, number>>;
  /** By mutant whose code runs as modules are evaluated: the tests that run it, or whose files evaluate it. */
  readonly early: Readonly<Record<string, readonly string[]>>;
}

/** What Stryker's instrumented code and a runner tell each other. */
const instrumenter: InstrumenterContext = {};
Object.assign(globalThis, { __stryker__: instrumenter });

class MemoryRunner implements TestRunner {
  private begin: () => OpenFile = () => () => [];
  private files: readonly string[] = [];
  private readonly oneIn = sampleFrom(process.env[SAMPLE_VARIABLE]);
  private firstRun: FirstRun = { durations: {}, early: {} };
  /** The test that killed last: neighbours among mutants often die of the same one. */
  private lastKiller = '';

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.files = askedTests(process.cwd());
    this.begin = await bundleTests(process.cwd(), this.files);
  }

  async dryRun(): Promise<DryRunResult> {
    const coverage: MutantCoverage = { static: {}, perTest: {} };
    const tests: TestResult[] = [];
    const early: Record<string, string[]> = {};
    for (const file of this.files) {
      const here: MutantCoverage = { static: {}, perTest: coverage.perTest };
      Object.assign(instrumenter, { activeMutant: undefined, mutantCoverage: here });
      const results: TestResult[] = [];
      for (const test of this.begin()(file))
        if (isAsked(test.id)) results.push(await firstResult(test, file));
      for (const mutant of Object.keys(here.static))
        early[mutant] = [...(early[mutant] ?? []), ...results.map(({ id }) => id)];
      Object.assign(coverage.static, here.static);
      tests.push(...results);
    }
    for (const [id, hits] of Object.entries(coverage.perTest))
      for (const mutant of Object.keys(hits)) early[mutant]?.push(id);
    const durations = Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    writeFileSync(firstRunFile(), JSON.stringify({ durations, early } satisfies FirstRun));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: coverage } satisfies CompleteDryRunResult;
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
    // Stryker knows no samples. What is left out is left out of the report as well, whatever it is said to be here.
    if (!isTried(activeMutant.id, this.oneIn))
      return { status: MutantRunStatus.Error, errorMessage: 'Not in the sample.' };
    await this.readFirstRun();
    Object.assign(instrumenter, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    const result = await this.ask(this.toAsk(activeMutant, testFilter));
    const endless = determineHitLimitReached(instrumenter.hitCount, hitLimit);
    return endless === undefined ? result : { status: MutantRunStatus.Timeout, reason: endless.reason ?? '' };
  }

  /** Asks tests in their order until one fails. */
  private async ask(ids: readonly string[]): Promise<MutantRunResult> {
    const open = this.begin();
    const opened = new Map<string, Map<string, DeclaredTest>>();
    for (const [index, id] of ids.entries()) {
      const limit = ENDLESS.after + Math.ceil(ENDLESS.times * (this.firstRun.durations[id] ?? 0));
      const failure = await failureOfId(id, limit, open, opened);
      if (failure === null) continue;
      if (failure instanceof Endless) return { status: MutantRunStatus.Timeout, reason: failure.message };
      this.lastKiller = id;
      const [killedBy, failureMessage] = [[id], failure.message];
      return { status: MutantRunStatus.Killed, killedBy, failureMessage, nrOfTests: index + 1 };
    }
    return { status: MutantRunStatus.Survived, nrOfTests: ids.length };
  }

  /**
   * The tests to ask: the last killer first, then those nearest to the mutant, the quickest of them first. Where Stryker leaves
   * it open, because code of the mutant ran before any test, those of which the first run showed it.
   */
  private toAsk(
    { id, fileName }: Pick<Mutant, 'id' | 'fileName'>,
    filter?: readonly string[],
  ): readonly string[] {
    const { durations, early } = this.firstRun;
    const duration = (test: string): number => durations[test] ?? 0;
    const most = Object.values(durations).reduce((sum, each) => sum + each, 0) * MOST_SHARE;
    const rank = (test: string): number => {
      if (test === this.lastKiller && duration(test) < SLOW_MS) return -1;
      // One that would take a good part of the time by itself leaves it to the others first.
      const place = duration(test) > most / 10 ? FARTHEST : distance(test, fileName);
      return place * HOUR_MS + duration(test);
    };
    let taken = 0;
    return [...new Set(filter ?? early[id] ?? Object.keys(durations))]
      .sort((a, b) => rank(a) - rank(b))
      .filter((test) => {
        const isInTime = taken <= most;
        taken += duration(test);
        return isInTime;
      });
  }

  /**
   * Once for each worker; and tries the quickest tests with no mutant. Throws where one fails: then a fault of this runner
   * would pass for a kill.
   */
  private async readFirstRun(): Promise<void> {
    if (Object.keys(this.firstRun.durations).length > 0) return;
    this.firstRun = JSON.parse(readFileSync(firstRunFile(), 'utf8'));
    Object.assign(instrumenter, { activeMutant: undefined, hitLimit: undefined, mutantCoverage: undefined });
    const result = await this.ask(this.toAsk({ id: 'none', fileName: '' }).slice(0, TRIED_WITHOUT_MUTANT));
    if (result.status !== MutantRunStatus.Survived)
      throw new Error(`Without a mutant a test fails: ${JSON.stringify(result)}`);
  }
}

const FARTHEST = 3;

/** How far a test is from a file of lib: 0 has its name, 1 lies in the folder of its name or one above it, 2 elsewhere. */
function distance(test: string, fileName: string): number {
  const folder = dirname(fileName).slice(dirname(fileName).lastIndexOf('/lib/') + '/lib/'.length);
  if (test.startsWith(`test/${folder}/${basename(fileName, '.ts')}.test.ts`)) return 0;
  const isAbove = `test/${folder}/`.startsWith(`${dirname(fileOf(test))}/`);
  return isAbove || test.startsWith(`test/${folder}/`) ? 1 : 2;
}

function fileOf(id: string): string {
  return id.slice(0, id.indexOf(' › '));
}

async function firstResult(test: DeclaredTest, fileName: string): Promise<TestResult> {
  instrumenter.currentTestId = test.id;
  const begun = performance.now();
  const failure = await failureOf(test, DRY_RUN_MS);
  delete instrumenter.currentTestId;
  const result = { id: test.id, name: test.id, fileName, timeSpentMs: performance.now() - begun };
  if (failure === null) return { ...result, status: TestStatus.Success };
  return { ...result, status: TestStatus.Failed, failureMessage: failure.message };
}

/** The failure of a test that may not have been declared yet. */
async function failureOfId(
  id: string,
  limit: number,
  open: OpenFile,
  opened: Map<string, Map<string, DeclaredTest>>,
): Promise<Error | null> {
  const file = fileOf(id);
  let test: DeclaredTest | undefined;
  try {
    const tests =
      opened.get(file) ?? new Map(within(limit, () => open(file)).map((declared) => [declared.id, declared]));
    opened.set(file, tests);
    test = tests.get(id);
  } catch (error) {
    return failureFrom(error);
  }
  return test === undefined ? new Error('The test is not there any more.') : failureOf(test, limit);
}

/** What a test fails with; null where it passes. */
async function failureOf({ run }: DeclaredTest, limit: number): Promise<Error | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Endless('The test waits for ever.')), limit);
  });
  try {
    await Promise.race([within(limit, run), late]);
    return null;
  } catch (error) {
    return failureFrom(error);
  } finally {
    clearTimeout(timer);
  }
}

/** A test that does not end, other than by being given up. */
class Endless extends Error {}

function failureFrom(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  const isCut = 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
  return isCut ? new Endless('The test goes round in circles.') : thrown;
}

export const strykerPlugins = [
  {
    kind: 'TestRunner',
    name: 'memory',
    factory: Object.assign(() => new MemoryRunner(), { inject: [] as const }),
  },
];
