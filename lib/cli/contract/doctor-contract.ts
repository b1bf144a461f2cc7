/** `tunnelwatch doctor --contract`: the live API beside its documents, and a report that can be attached to a bug report. */
import { writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { plural } from '../../core/alerts/duration.ts';
import { instant } from '../../core/time.ts';
import { keyError } from '../credentials/judge-key.ts';
import type { Host } from '../host.ts';
import type { TargetFlags } from '../options.ts';
import { jsonText } from '../output/json.ts';
import { type Style, styleOf } from '../output/style.ts';
import { targetOf } from '../target.ts';
import { type ComparedCall, type Comparison, compareApi } from './compare-api.ts';
import type { Finding } from './shape.ts';

/** Where the report goes if nobody says otherwise. */
export const REPORT_FILE = 'tunnelwatch-contract.json';

/** Compares, writes the report, and says what differs. Throws a `CommandError` where the key gets no token. */
export async function doctorContract(flags: TargetFlags, file: string, host: Host): Promise<void> {
  const { aws, organization } = await targetOf(flags, host);
  const { apiKey } = await aws.secret(organization.secret).read();
  const { createInspector } = await import('../../adapters/secure-access/inspect.ts');
  host.progress('Asking the API');
  const inspector = createInspector({ ...organization, apiKey, now: host.now });
  const comparison = await compareApi(watched(inspector));
  host.progress('');
  const report = {
    what: 'The Secure Access API compared with its documents by tunnelwatch doctor --contract',
    version: host.version,
    at: instant(host.now()),
    cloud: cloudOf(organization.apiUrl),
    ...comparison,
  };
  writeFileSync(isAbsolute(file) ? file : join(host.directory, file), jsonText(report));
  if (flags.json) return host.out(jsonText(report));
  host.out(screen(comparison, file, styleOf(host)));

  function watched(real: typeof inspector): typeof inspector {
    return {
      ...real,
      mint: async () => {
        const minted = await real.mint();
        if ('trouble' in minted.judged)
          throw keyError(minted.judged.trouble.failure, 'Nothing was compared.');
        return minted;
      },
    };
  }
}

/** Cisco's own hosts are nobody's secret; another one might be. */
function cloudOf(apiUrl: string): string {
  const { hostname } = new URL(apiUrl);
  return /(^|\.)(cisco\.com|secureaccessfed\.cisco\.com|umbrellagov\.com|secureaccesschina\.cn)$/.test(
    hostname,
  )
    ? hostname
    : '(another host)';
}

function screen({ calls, words }: Comparison, file: string, style: Style): string {
  const count = calls.reduce((sum, { findings, notes }) => sum + findings.length + notes.length, 0);
  return [
    ...calls.map((call) => block(call, style)),
    `\nSeen: ${
      Object.entries(words)
        .map(([what, counts]) => `${what} ${countWords(counts)}`)
        .join('; ') || 'no group'
    }.\n`,
    count === 0
      ? 'The API answers as documented.\n'
      : `${plural(count, 'difference')} from what is documented. Most are harmless: what is unknown is kept, and never counted as a change.\n`,
    `${file} has the report: no key, no name and no address is in it. Please attach it to a bug report.\n`,
  ].join('');
}

function countWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([word, count]) => `${word} ${count}`)
    .join(', ');
}

function block({ call, status, failure, limits, findings, notes }: ComparedCall, style: Style): string {
  const isGood = findings.length + notes.length === 0 && failure === null;
  const mark = isGood ? style.condition('connected', '✓') : style.condition('warning', '!');
  const seen = Object.entries(limits).map(([name, value]) => `  ${name}: ${value}\n`);
  return [
    `${mark} ${call}: ${status ?? failure ?? 'no answer'}\n`,
    ...seen,
    ...notes.map((note) => `  ${note}\n`),
    ...findings.map((finding) => `  ${findingWords(finding)}\n`),
  ].join('');
}

function findingWords({ place, difference, times }: Finding): string {
  const often = times === 1 ? '' : `, ${times} times`;
  const where = place === '' ? 'the answer' : place;
  switch (difference.kind) {
    case 'unknown field':
      return `${where}: a field that no document names (${difference.type})${often}`;
    case 'missing field':
      return `${where}: documented, and not there${often}`;
    case 'other type':
      return `${where}: ${difference.type} where ${difference.wanted} is documented${often}`;
    case 'unknown word':
      return `${where}: the word "${difference.word}", which no document names${often}`;
  }
}
