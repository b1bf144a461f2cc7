/** A test runner for Stryker that keeps the tests in memory, and asks the likeliest and quickest of them first. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstrumenterContext, MutantCoverage } from '@stryker-mutator/api/core';
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
import { bundleTests, type DeclaredTest, type OpenFile } from './suite.ts';

/** A test that has not ended by then waits for something that will not come. */
const TEST_ENDS_WITHIN_MS = 20_000;

/** Where the worker that runs all tests first leaves for the others what it saw. In the sandbox, which is the cwd. */
const FIRST_RUN = join(process.cwd(), 'first-run.json');

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
    writeFileSync(FIRST_RUN, JSON.stringify({ durations, early } satisfies FirstRun));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: coverage } satisfies CompleteDryRunResult;
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
    Object.assign(instrumenter, {
      activeMutant: activeMutant.id,
      hitCount: 0,
      hitLimit,
      mutantCoverage: undefined,
    });
    const ids = this.toAsk(activeMutant.id, testFilter);
    const open = this.begin();
    const opened = new Map<string, Map<string, DeclaredTest>>();
    let nrOfTests = 0;
    for (const id of ids) {
      nrOfTests += 1;
      const failure = await failureOfId(id, open, opened);
      const endless = determineHitLimitReached(instrumenter.hitCount, hitLimit);
      if (endless !== undefined) return { status: MutantRunStatus.Timeout, reason: endless.reason ?? '' };
      if (failure === null) continue;
      this.lastKiller = id;
      return { status: MutantRunStatus.Killed, killedBy: [id], failureMessage: failure, nrOfTests };
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  }

  /**
   * The tests to ask: the last killer first, then by how long they take. Where Stryker leaves it open, because code of the
   * mutant ran before any test, those of which the first run showed it.
   */
  private toAsk(mutant: string, testFilter: readonly string[] | undefined): readonly string[] {
    const { durations, early } = this.readFirstRun();
    const ids = new Set(testFilter ?? early[mutant] ?? Object.keys(durations));
    const rank = (id: string): number => (id === this.lastKiller ? -1 : (durations[id] ?? 0));
    return [...ids].sort((a, b) => rank(a) - rank(b));
  }

  private readFirstRun(): FirstRun {
    if (Object.keys(this.firstRun.durations).length === 0 && existsSync(FIRST_RUN))
      this.firstRun = JSON.parse(readFileSync(FIRST_RUN, 'utf8'));
    return this.firstRun;
  }
}

function fileOf(id: string): string {
  return id.slice(0, id.indexOf(' › '));
}

async function firstResult(test: DeclaredTest, fileName: string): Promise<TestResult> {
  instrumenter.currentTestId = test.id;
  const begun = performance.now();
  const failure = await failureOf(test);
  delete instrumenter.currentTestId;
  const result = { id: test.id, name: test.id, fileName, timeSpentMs: performance.now() - begun };
  if (failure === null) return { ...result, status: TestStatus.Success };
  return { ...result, status: TestStatus.Failed, failureMessage: failure };
}

async function failureOfId(
  id: string,
  open: OpenFile,
  opened: Map<string, Map<string, DeclaredTest>>,
): Promise<string | null> {
  const file = fileOf(id);
  try {
    const tests = opened.get(file) ?? new Map(open(file).map((test) => [test.id, test]));
    opened.set(file, tests);
    const test = tests.get(id);
    return test === undefined ? 'The test is not there any more.' : await failureOf(test);
  } catch (error) {
    return `The tests cannot be loaded: ${error}`;
  }
}

async function failureOf({ run }: DeclaredTest): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The test does not end.')), TEST_ENDS_WITHIN_MS);
  });
  try {
    await Promise.race([run(), late]);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}

export const strykerPlugins = [
  {
    kind: 'TestRunner',
    name: 'memory',
    factory: Object.assign(() => new MemoryRunner(), { inject: [] as const }),
  },
];
