/** Why failures happen, what answers mean, and the page that says both. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CAUSES, RESPONSES } from '../../lib/core/explanations.ts';
import { FAILURES, type FailureKind } from '../../lib/core/failure.ts';
import { kindOf } from '../../lib/core/responses.ts';

const PAGE = new URL('../../docs/failures.md', import.meta.url);
const KINDS = Object.keys(FAILURES) as readonly FailureKind[];

describe('docs/failures.md', () => {
  test('says what is registered, word for word', () => {
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(PAGE, page());
    expect(readFileSync(PAGE, 'utf8')).toBe(page());
  });
});

function page(): string {
  const rows = Object.entries(RESPONSES).map(([status, { meaning, documented }]) => {
    const [api, token] = (['API', 'token URL'] as const).map((party) =>
      status === '200' ? '' : `[${kindOf(party, Number(status))}](#${anchor(kindOf(party, Number(status)))})`,
    );
    return `| ${status} | ${api} | ${token} | ${documented ? 'yes' : 'no'} | ${meaning} |\n`;
  });
  const kinds = KINDS.map((kind) => {
    const { title, meaning, remedy } = FAILURES[kind];
    const causes = CAUSES[kind].map((cause, index) => `${index + 1}. ${cause}\n`).join('');
    return `\n## ${kind}\n\nMessages say: *${title}*.\n\n${meaning}\n\nLikely causes, the likeliest first:\n\n${causes}\n**What to do.** ${remedy}\n`;
  });
  return `# Failures

Every way in which a run can fail, and what each answer of the Secure Access API means. Logs, alerts and commands use these words;
\`tunnelwatch explain\` says the same, without a network. This page is written from the same registry, and a test compares them.

## Answers of the API

| status | failure | at the token URL | documented by Cisco | what it says |
| --- | --- | --- | --- | --- |
${rows.join('')}
Other statuses go by their class: 4xx is *request refused*, 5xx *API unavailable*, and everything else *API changed*. Which calls are
made, and what was assumed where nothing is documented, stands in [the Secure Access API](secure-access-api.md).
${kinds.join('')}`;
}

/** As GitHub makes it of a heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}
