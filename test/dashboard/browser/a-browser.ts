/** A real Chromium, and a person in front of it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { type Dashboard, startDashboard } from '../../../lib/dashboard/server/serve.ts';
import type { World } from '../a-world.ts';

/** Nothing of the browser's own goes out, and nothing but this machine can be reached. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

export async function launch(): Promise<Browser> {
  return playwright.launch({ executablePath: await chromium.executablePath(), args: FLAGS });
}

/** The page of a world, opened in a window of its own. */
export interface Visit {
  readonly dashboard: Dashboard;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of: errors of scripts, and what the content security policy forbade. */
  readonly complaints: readonly string[];
  /** Everything that was asked for. */
  readonly requested: readonly string[];
  /** Shows an address: the part behind the `#`. */
  show(hash: string): Promise<void>;
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** Time stands still until the test moves it (`page.clock`). */
  readonly stillTime?: boolean;
}

export async function serve({ source, now }: Pick<World, 'source' | 'now'>): Promise<Dashboard> {
  const explain = (error: unknown) => ({ message: String(error), remedy: 'Look at the log of the test.' });
  return startDashboard({ source, now, timeZone: 'Europe/Berlin', explain, port: 0 });
}

export async function visit(browser: Browser, world: World, options: VisitOptions = {}): Promise<Visit> {
  const { dark = false, width = 1280, height = 800, stillTime = false } = options;
  const dashboard = await serve(world);
  const context = await browser.newContext({
    locale: 'en-US',
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height },
  });
  const page = await context.newPage();
  const [complaints, requested]: [string[], string[]] = [[], []];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => requested.push(request.url()));
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  if (stillTime) await page.clock.install({ time: world.now() });
  await page.goto(dashboard.link);
  return {
    ...{ dashboard, context, page, complaints, requested },
    show: async (hash) => {
      await page.goto(`${dashboard.origin}/${hash}`);
    },
    close: async () => {
      await context.close();
      await dashboard.close();
    },
  };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with what is shown: rule and place. */
export async function axe(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, so that no policy of the page has to allow it.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    return (await axe.run()).violations;
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}
