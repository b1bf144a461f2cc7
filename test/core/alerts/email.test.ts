import { describe, expect, test } from '@jest/globals';
import { email } from '../../../lib/core/alerts/email.ts';
import { EMAIL_BYTES } from '../../../lib/core/alerts/limits.ts';
import { embeddedBytes } from '../../../lib/core/alerts/text.ts';
import { aGroup } from '../../support/builders.ts';
import { ACME, alertOf, DMZ, fallen, opened, removed } from './scenes.ts';

/** An e-mail about so many groups that were removed. */
function about(count: number, name: string, region: string): { text: string; listed: number } {
  const groups = Array.from({ length: count }, (_, index) =>
    removed(aGroup({ id: `${1_000 + index}`, name: `${name}${index}`, region })),
  );
  const text = email(alertOf({ groups }));
  return { text, listed: text.split('\n').filter((line) => line.startsWith('- ')).length };
}

describe('The list of an e-mail', () => {
  test('names 210 groups, and counts the others', () => {
    expect(about(210, 'Site ', 'r1')).toMatchObject({
      listed: 210,
      text: expect.not.stringContaining('more group'),
    });
    const { text, listed } = about(211, 'Site ', 'r1');
    expect([listed, text.replaceAll('\n', ' ')]).toEqual([
      210,
      expect.stringContaining('... and 1 more group: npx tunnelwatch alerts lists them.'),
    ]);
  });

  test('names as many as fit into its bytes, and counts the others', () => {
    const { text, listed } = about(210, '東京データセンター'.repeat(6), '地域'.repeat(20));
    expect(listed).toBeLessThan(210);
    expect(text.replaceAll('\n', ' ')).toContain(`... and ${210 - listed} more groups: `);
    expect(embeddedBytes(text)).toBeLessThanOrEqual(EMAIL_BYTES);
    // Another entry takes fewer bytes than this, and the line that counts has room for itself.
    expect(embeddedBytes(text)).toBeGreaterThan(EMAIL_BYTES - 700);
  });
});

describe('The last line of an e-mail', () => {
  const lastLine = (name: string): string | undefined => {
    const organization = { ...ACME, name };
    return email(alertOf({ groups: [opened(fallen(DMZ))], organization }))
      .trimEnd()
      .split('\n')
      .at(-1);
  };

  test.each([
    ['Acme', 'Organization Acme (8204417), alert '],
    ['', 'Organization 8204417, alert '],
    ['\u200B', 'Organization 8204417, alert '],
    ['8204417', 'Organization 8204417, alert '],
  ])('names the organization "%s" and its id, once', (name, line) => {
    expect(lastLine(name)).toContain(line);
  });
});
