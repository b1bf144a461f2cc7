import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { AwsSolutionsChecks } from 'cdk-nag';
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

test("AWS's own rules for sound solutions find nothing that is not explained in the code", () => {
  const { app } = synthesize({ organizations: [{ id: 'acme' }, { id: 'other' }] });
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  expect(violations).toEqual([]);
});

test('The stack goes to any account and region', () => {
  expect(readable(synthesize().template)).not.toMatch(/arn:aws:|\d{12}|[a-z]{2}-[a-z]+-\d/);
});
