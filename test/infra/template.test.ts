import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import EVERYTHING from './everything.config.json' with { type: 'json' };
import { type Synthesized, synthesize, synthesizeAnew } from './synth.ts';

const GOLDEN = join(import.meta.dirname, 'golden-template.golden.json');

/** Without what CDK adds to every template, and with the hash of the function's code replaced: it changes with each line of it. */
function readable(template: Synthesized['template']): string {
  const { Parameters: _parameters, Rules: _rules, ...own } = template.toJSON();
  return `${JSON.stringify(own, null, 2).replaceAll(/[0-9a-f]{64}/g, '<hash of the code>')}\n`;
}

/** `UPDATE_GOLDEN=1 npm test -- test/infra/template` writes it anew; the difference is what a reviewer reads. */
test('The template of the smallest configuration is the one that was read and agreed to', () => {
  const text = readable(synthesize().template);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, text);
  expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
});

test('The same configuration gives the same template every time', () => {
  const content = { organizations: [{ id: 'acme' }, { id: 'other' }] };
  expect(readable(synthesizeAnew(content).template)).toBe(readable(synthesizeAnew(content).template));
});

describe("AWS's own rules find nothing that is not explained in the code", () => {
  const packs = { AwsSolutionsChecks, ServerlessChecks };
  const contents = {
    'the smallest': {},
    'two organizations': { organizations: EVERYTHING.organizations },
    everything: EVERYTHING,
  };

  for (const [pack, Checks] of Object.entries(packs))
    test.each(Object.entries(contents))(`${pack}: %s`, (_what, content) => {
      const { app } = synthesize(content);
      const { violations } = new Checks(app).validateScope(app);
      expect(
        violations.map(({ ruleName, violatingResources }) => [
          ruleName,
          violatingResources[0]?.constructPath,
        ]),
      ).toEqual([]);
    });
});

test('The stack goes to any account and region', () => {
  expect(readable(synthesize().template)).not.toMatch(/arn:aws:|\d{12}|[a-z]{2}-[a-z]+-\d/);
});
