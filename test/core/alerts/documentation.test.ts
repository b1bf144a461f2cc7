import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { TAGS } from '../../../lib/core/alerts/words/condition.ts';

const PAGE = new URL('../../../docs/messages.md', import.meta.url);
/** A marker, and the example that follows it, if there is one yet. */
const EXAMPLE = /<!-- golden: (\S+) -->\n(?:\n````?[a-z]+\n[\s\S]*?\n````?\n)?/g;

const text = readFileSync(PAGE, 'utf8');

/** The page with each example as the tests produce it. */
function withExamples(page: string): string {
  return page.replace(EXAMPLE, (_all, file: string) => {
    const example = readFileSync(new URL(file, import.meta.url), 'utf8').trimEnd();
    const language = file.endsWith('.json') ? 'json' : 'text';
    return `<!-- golden: ${file} -->\n\n\`\`\`${language}\n${example}\n\`\`\`\n`;
  });
}

describe('The page about messages', () => {
  test('shows what the tests produce', () => {
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(PAGE, withExamples(text));
    const page = readFileSync(PAGE, 'utf8');
    expect(page).toBe(withExamples(page));
    expect([...page.matchAll(EXAMPLE)].length).toBeGreaterThan(5);
  });

  test('explains every tag that a subject line can begin with', () => {
    const subjects = readdirSync(new URL('.', import.meta.url))
      .filter((file) => file.endsWith('.golden.txt'))
      .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')[0] ?? '');
    const tags = new Set(subjects.flatMap((line) => /^Subject: (\[[A-Z ]+\])/.exec(line)?.[1] ?? []));
    for (const tag of Object.values(TAGS)) tags.add(`[${tag}]`);
    expect([...tags].filter((tag) => !text.includes(`\`${tag}\``))).toEqual([]);
    expect(tags.size).toBeGreaterThan(8);
  });
});
