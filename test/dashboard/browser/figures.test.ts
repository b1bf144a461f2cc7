import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { bundlePage } from '../../../lib/dashboard/server/bundle.ts';
import { aQuietWorld, type World } from '../a-world.ts';
import { launch, type Visit, visit } from './a-browser.ts';

let browser: Browser;
const figures: string[] = [];

beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  process.stdout.write(`${figures.join('\n')}\n`);
});

test('The page is small enough to be read before it is noticed', async () => {
  const { script, style, html } = await bundlePage();
  const kilobytes = (text: string): number => Math.ceil(Buffer.byteLength(text) / 1024);
  figures.push(`page: script ${kilobytes(script)} KB, style ${kilobytes(style)} KB`);
  expect(kilobytes(script) + kilobytes(style) + kilobytes(html)).toBeLessThan(100);
});

/** Milliseconds until an empty page is drawn: what the browser itself takes. */
async function emptyPage(page: Page, origin: string): Promise<number> {
  const begun = performance.now();
  await page.goto(`${origin}/icon.svg`);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  return performance.now() - begun;
}

/** Milliseconds until the fleet is drawn, in a page that is loaded anew. */
async function firstFleet({ page, dashboard }: Visit): Promise<number> {
  await page.goto('about:blank');
  const begun = performance.now();
  await page.goto(`${dashboard.origin}/#/acme/fleet`);
  await page.waitForSelector('.rows [role=row]');
  return performance.now() - begun;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

const ROUNDS = 5;

describe.each([200, 5_000])('%i groups', (groups) => {
  let world: World;
  let opened: Visit;
  beforeAll(async () => {
    world = await aQuietWorld(groups, groups === 200 ? 90 : 45);
    opened = await visit(browser, world);
    await opened.page.waitForSelector('.strip svg');
  }, 120_000);
  afterAll(() => opened.close());

  test('are there in a moment, which is printed beside that of an empty page', async () => {
    const [empty, fleet]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      empty.push(await emptyPage(opened.page, opened.dashboard.origin));
      fleet.push(await firstFleet(opened));
    }
    figures.push(
      `${groups} groups: first fleet ${median(fleet).toFixed(0)} ms, empty page ${median(empty).toFixed(0)} ms`,
    );
    expect(opened.complaints).toEqual([]);
  });

  test('are scrolled through with no more rows drawn than there are on the screen, and some around', async () => {
    const { page } = opened;
    const longest = await page.evaluate(async () => {
      let [longest, last] = [0, performance.now()];
      for (let top = 0; top < document.documentElement.scrollHeight; top += 900) {
        scrollTo(0, top);
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        [longest, last] = [Math.max(longest, now - last), now];
        if (top > 60_000) break;
      }
      scrollTo(0, document.documentElement.scrollHeight);
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return longest;
    });
    figures.push(`${groups} groups: longest frame while scrolling ${longest.toFixed(0)} ms`);
    const drawn = page.locator('.rows [role=row]');
    expect(await drawn.count()).toBeLessThan(60);
    await expect(drawn.last().getAttribute('aria-rowindex')).resolves.toBe(String(groups + 1));
  });

  test('are narrowed down by a search', async () => {
    const { page } = opened;
    const last = world.fleet.groups.at(-1);
    await page.getByRole('searchbox').fill(String(last?.id));
    await page.waitForFunction(() => document.querySelectorAll('.rows [role=row]').length === 1);
    await page.getByRole('button', { name: 'Clear' }).click();
  });
});
