/**
 * `npm run incidents`: plays every scripted incident and prints what was sent, the fewest messages that could have done it,
 * and what an independent judge found false, missing or uncalled for. `-- --json` for programs. Fails if anything is.
 */
import { judgeIncident } from './judged.ts';
import { LARGEST } from './scripts/storms.ts';
import { INCIDENTS } from './scripts.ts';
import { type Line, lineOf, tableOf, totalOf } from './table.ts';

const lines: Line[] = [];
const findings: string[] = [];
for (const incident of INCIDENTS) {
  const judged = await judgeIncident(incident);
  lines.push(lineOf(judged));
  const { untrue, missing, uncalled } = judged.verdict;
  for (const { sent, what } of untrue) findings.push(`${incident.name}, minute ${sent.minute}: ${what}`);
  for (const { sent, event } of uncalled)
    findings.push(`${incident.name}, minute ${sent.minute}: nothing asked for ${event}.`);
  for (const { news, group, last } of missing)
    findings.push(
      `${incident.name}, minute ${judged.played.polls[last]?.minute}: "${news}" of ${group ?? 'the monitor'} was not told.`,
    );
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ incidents: lines, total: totalOf(lines), findings }, null, 2));
} else {
  console.log(tableOf(lines));
  const storm = lines.find(({ incident }) => incident === LARGEST);
  if (storm !== undefined)
    console.log(
      `\n${LARGEST}: ${storm.messages} publishes, ${storm.bytes.toLocaleString('en-US')} bytes the largest.`,
    );
  for (const finding of findings) console.log(finding);
}
process.exitCode = findings.length === 0 ? 0 : 1;
