import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { MINUTE } from '../../../lib/core/time.ts';
import { aDemoWorld, aQuietWorld, type World } from '../a-world.ts';
import { axe, launch, type Visit, visit } from './a-browser.ts';

const IMAGES = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const UPDATE = process.env.UPDATE_GOLDEN === '1';

let browser: Browser;
let world: World;

beforeAll(async () => {
  [browser, world] = [await launch(), await aDemoWorld()];
}, 120_000);
afterAll(() => browser.close());

/** A picture for the documentation. It is kept only where that is asked for, so that a test run changes no file. */
async function picture(page: Page, name: string): Promise<void> {
  if (UPDATE) mkdirSync(IMAGES, { recursive: true });
  await page.mouse.move(0, 0);
  const clip = { x: 0, y: 0, width: 1280, height: 640 };
  await page.screenshot({ clip, ...(UPDATE && { path: `${IMAGES}${name}.png` }) });
}

/** The visit, closed afterwards; nothing that it met may have been complained of, or have come from elsewhere. */
async function during(opened: Promise<Visit>, work: (visit: Visit) => Promise<void>): Promise<void> {
  const one = await opened;
  try {
    await work(one);
    expect(one.complaints).toEqual([]);
    expect(one.requested.filter((url) => !url.startsWith(one.dashboard.origin))).toEqual([]);
  } finally {
    await one.close();
  }
}

const headline = (page: Page) => page.locator('h1');
const rows = (page: Page) => page.locator('.rows [role=row]');

describe('The first thing that is said', () => {
  test('is the answer: how many are connected, who is not, since when; and how old it is', async () => {
    await during(visit(browser, world), async ({ page }) => {
      await expect(headline(page).textContent()).resolves.toContain('208 of 212 connected');
      await expect(page.locator('.worst li').first().textContent()).resolves.toMatch(
        /DMZ ASA Tunnel NC down since 12:20, 2 h 10 min/,
      );
      await expect(page.locator('.age').textContent()).resolves.toMatch(/^Data is \d+ s old$/);
      await expect(rows(page).first().textContent()).resolves.toMatch(/Down.*DMZ ASA Tunnel NC.*us-east-1/);
      await page.waitForSelector('.strip svg');
      await expect(page.locator('.strip svg').first().getAttribute('aria-label')).resolves.toMatch(
        /^90 days: down on 1 day/,
      );
      await picture(page, 'fleet');
    });
  });
});

const VIEWS = ['fleet', 'at/2026-10-03T09:00:00.000Z', 'incidents', 'changes', 'monitor', 'group/5120005498'];

describe.each([
  ['light', {}],
  ['dark', { dark: true }],
  ['narrow', { width: 390, height: 844 }],
])('In %s', (_name, options) => {
  test.each(VIEWS)('#/acme/%s has nothing that axe objects to', async (hash) => {
    await during(visit(browser, world, options), async ({ page, show }) => {
      await show(`#/acme/${hash}`);
      await page.waitForSelector('main table, main [role=table]');
      if (hash === 'fleet') await page.waitForSelector('.strip svg');
      expect(await axe(page)).toEqual([]);
      // Nothing is wider than the window.
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    });
  });
});

describe('Any instant', () => {
  test('is reached by the slider, by keys alone, and stands in the address', async () => {
    await during(visit(browser, world), async ({ page, show }) => {
      await show('#/acme/at/2026-11-24T13:00:00.000Z?days=1');
      const slider = page.getByRole('slider', { name: 'Instant' });
      await slider.focus();
      await page.keyboard.press('ArrowLeft');
      await page.waitForURL(/at\/2026-11-24T12:59:00.000Z/);
      await expect(headline(page).textContent()).resolves.toContain('2026-11-24 13:59:00 CET (12:59:00 UTC)');
    });
  });

  test('shows the fleet as it was: the outage of a data center, and who stood how', async () => {
    await during(visit(browser, world), async ({ page, show }) => {
      await show('#/acme/at/2026-10-03T09:00:00.000Z');
      await page.waitForSelector('.then.degraded');
      await expect(page.locator('.then').textContent()).resolves.toMatch(/1\d\d of 212 connected/);
      await page.waitForSelector('.track path');
      await picture(page, 'at');
    });
  });

  test('in a gap says that nobody looked', async () => {
    await during(visit(browser, world), async ({ page, show }) => {
      await show('#/acme/at/2026-10-21T10:00:00.000Z');
      await expect(page.locator('.note').textContent()).resolves.toContain('Nobody looked from');
    });
  });

  test('steps from incident to incident', async () => {
    await during(visit(browser, world), async ({ page, show }) => {
      await show('#/acme/at/2026-11-24T13:00:00.000Z');
      await page.getByRole('button', { name: '‹ Incident before' }).click();
      await page.waitForURL(/at\/2026-11-24T11:20:/);
    });
  });

  test('before anybody looked is refused in a sentence', async () => {
    await during(visit(browser, world), async ({ page, show }) => {
      await show('#/acme/at/2020-01-01T00:00:00.000Z');
      await expect(page.getByRole('status').textContent()).resolves.toContain('has been watched since');
    });
  });
});

describe('A group', () => {
  test('shows how it got there: status, hubs and configuration, with the holes in between', async () => {
    await during(visit(browser, world), async ({ page, show }) => {
      const { id } = world.fleet.named('Westpoint Yard');
      await show(`#/acme/group/${id}?days=90`);
      await page.waitForSelector('.lane rect.down');
      expect(await page.locator('.lane figcaption').allTextContents()).toEqual([
        'Status',
        expect.stringMatching(/^Primary hub, sse-/),
        expect.stringMatching(/^Secondary hub, sse-/),
      ]);
      expect(await page.locator('.lane').first().locator('rect.gap').count()).toBeGreaterThanOrEqual(3);
      await expect(page.locator('.figures tbody tr').last().textContent()).resolves.toMatch(/^90 days/);
      expect(await page.locator('.incidents tbody tr').count()).toBeGreaterThan(3);
      await expect(page.locator('.incidents tbody tr').first().textContent()).resolves.toMatch(
        /opened.*ended/,
      );
      await picture(page, 'group');
    });
  });

  test('that nobody knows is said to be unknown', async () => {
    await during(visit(browser, world), async ({ page, show }) => {
      await show('#/acme/group/4711');
      await page.waitForSelector('main >> text=There is no group of that id');
    });
  });
});

describe('What is searched and filtered', () => {
  test('stands in the address, and an address shows it', async () => {
    await during(visit(browser, world), async ({ page, dashboard, show }) => {
      await page.getByRole('searchbox').fill('harbor');
      await page.getByRole('button', { name: /^Unknown/ }).click();
      await page.waitForURL(/#\/acme\/fleet\?q=harbor&kind=unknown/);
      expect(await rows(page).count()).toBe(1);
      await show('#/acme/fleet?region=eu-central-1&kind=degraded');
      await page.waitForFunction(() => document.querySelectorAll('.rows [role=row]').length === 1);
      await expect(rows(page).textContent()).resolves.toContain('Lakeside Eye Clinic');
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.waitForURL(`${dashboard.origin}/#/acme/fleet`);
    });
  });
});

describe('By keyboard alone', () => {
  test('the content, the search and a group are reached', async () => {
    await during(visit(browser, world), async ({ page }) => {
      await page.waitForSelector('.strip svg');
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('DMZ ASA Tunnel NC');
      await page.keyboard.press('/');
      await page.keyboard.type('lakeside eye');
      await page.waitForURL(/q=lakeside/);
      while ((await focused(page)) !== 'Lakeside Eye Clinic') await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(/group\/\d+/);
      await expect(headline(page).textContent()).resolves.toBe('Lakeside Eye Clinic');
      await page.goBack();
      await page.waitForURL(/q=lakeside/);
    });
  });
});

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
}

describe('What happens while somebody looks', () => {
  test('is shown by itself, when the next run has seen it', async () => {
    await during(visit(browser, world, { stillTime: true }), async ({ page }) => {
      await page.waitForSelector('.rows .name a');
      const fallen = world.fleet.named('Old Mill Workshop').id;
      world.fleet.drop(fallen);
      await world.poll();
      await page.clock.runFor(11_000);
      await page.waitForSelector('.row.down >> text=Old Mill Workshop');
      await expect(headline(page).textContent()).resolves.toContain('207 of 212 connected');
      world.fleet.restore(fallen);
      await world.poll();
      await page.clock.runFor(11_000);
      await page.waitForSelector('h1 >> text=208 of 212 connected');
    });
  });

  test('cannot be seen by a blind monitor, which is said before all else, and nothing stays green', async () => {
    await during(visit(browser, world, { stillTime: true }), async ({ page }) => {
      await page.waitForSelector('.rows .name a');
      for (let run = 0; run < 12; run += 1)
        await world.poll({
          kind: 'credentials refused',
          detail: 'The token endpoint answered 401.',
          status: 401,
        });
      await page.clock.runFor(11_000);
      await page.waitForSelector('.banner');
      await expect(page.locator('.banner').textContent()).resolves.toMatch(
        /The monitor is blind.*12 min ago.*does not accept the API key.*create a new key/,
      );
      await expect(headline(page).textContent()).resolves.toContain('Nobody can see the tunnels');
      expect(await page.locator('.kind.connected:not(.dim)').count()).toBe(0);
      expect(await axe(page)).toEqual([]);
      await picture(page, 'blind');
      await world.poll();
      await page.clock.runFor(11_000);
      await page.waitForSelector('.banner', { state: 'detached' });
    });
  });

  test('is unknown where no run is started at all', async () => {
    await during(visit(browser, world, { stillTime: true }), async ({ page }) => {
      await page.waitForSelector('.rows .name a');
      world.wait(40 * MINUTE);
      await page.clock.runFor(11_000);
      await page.waitForSelector('.banner >> text=No run has been started since.');
      await world.poll();
    });
  });
});

describe('Hostile names', () => {
  test('are text: nothing in them acts', async () => {
    const hostile = '<img src=x onerror=alert(1)>\u202egnp.exe"><script>alert(2)</script>';
    const group = world.fleet.named('Tannery Pharmacy');
    world.fleet.rename(group.id, hostile);
    world.fleet.drop(group.id);
    await world.poll();
    await during(visit(browser, world), async ({ page, show }) => {
      await page.waitForSelector('.row.down >> text=<img src=x');
      for (const view of ['incidents', 'changes', `group/${group.id}`]) {
        await show(`#/acme/${view}`);
        await page.waitForSelector('main >> text=<img src=x');
        expect(await page.locator('main img, main script').count()).toBe(0);
        expect(await page.locator('main').textContent()).not.toContain('\u202e');
      }
    });
    world.fleet.rename(group.id, 'Tannery Pharmacy');
    world.fleet.restore(group.id);
    await world.poll();
  });
});

/** Two organizations in one table; the other one has three groups. */
async function twoOrganizations(): Promise<World> {
  const other = await aQuietWorld(3, 2);
  other.wait(world.now() - other.now());
  await other.poll();
  const both = <T extends object>(first: T, second: T): T =>
    new Proxy(first, {
      get:
        (_target, method) =>
        (organization: string, ...rest: unknown[]) => {
          const { from, id } =
            organization === 'zeta' ? { from: second, id: 'acme' } : { from: first, id: organization };
          return Reflect.apply(Reflect.get(from, method) as () => unknown, from, [id, ...rest]);
        },
    });
  const known = { ...world.source.history, organizations: async () => ['acme', 'zeta'] };
  const source = {
    table: both(world.source.table, other.source.table),
    history: both(known, other.source.history),
  };
  return { ...world, source };
}

describe('Several organizations', () => {
  test('are shown one at a time, and the address says which', async () => {
    await during(visit(browser, await twoOrganizations()), async ({ page, show }) => {
      await page.getByRole('combobox', { name: 'Organization' }).selectOption('zeta');
      await page.waitForURL(/#\/zeta\/fleet/);
      await page.waitForSelector('h1 >> text=All 3 connected');
      await show('#/acme/fleet');
      await page.waitForSelector('h1 >> text=208 of 212 connected');
      await show('#/nobody/fleet');
      await page.waitForSelector('.banner >> text=The table knows no organization "nobody".');
    });
  });
});

describe('Who gets in', () => {
  test('is one browser, once: another one is told what to do', async () => {
    await during(visit(browser, world), async ({ page, dashboard }) => {
      await page.waitForSelector('.rows .name a');
      const other = await browser.newContext({ locale: 'en-US' });
      const tab = await other.newPage();
      await tab.goto(dashboard.link);
      await tab.waitForSelector('.banner >> text=This browser has not been let in.');
      await other.close();
    });
  });

  test('follows a link from a ticket elsewhere, although a strict cookie does not', async () => {
    await during(visit(browser, world), async ({ page, dashboard }) => {
      await page.waitForSelector('.rows .name a');
      await page.route('http://127.0.0.1:9/ticket', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<a href="${dashboard.origin}/#/acme/group/5120005498">seen here</a>`,
        }),
      );
      await page.goto('http://127.0.0.1:9/ticket');
      await page.click('a');
      await page.waitForSelector('h1 >> text=DMZ ASA Tunnel NC');
      await page.unroute('http://127.0.0.1:9/ticket');
    }).catch((error: Error) => {
      // The ticket itself lies elsewhere, and so does its icon.
      if (!/127\.0\.0\.1:9/.test(error.message)) throw error;
    });
  });
});
