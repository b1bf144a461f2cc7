/**
 * `npm run rhythms`: every rhythm of 1 to 120 minutes down and up for a day. Fails where one wears people out. With
 * `-- QUIET` the first "still down" comes so many minutes after the last message.
 */
import { MINUTE } from '../../../lib/core/time.ts';
import { POLICY, rhythm } from './rhythms.ts';

const LONGEST = 120;
const HOURS = 24;

const quiet = process.argv[2] === undefined ? POLICY.flapping.quiet : Number(process.argv[2]) * MINUTE;
const policy = { ...POLICY, flapping: { ...POLICY.flapping, quiet } };

let [entered, messages, most] = [0, 0, 0];
const wearing: string[] = [];
for (let down = 1; down <= LONGEST; down += 1) {
  for (let up = 1; up <= LONGEST; up += 1) {
    const result = rhythm(down, up, HOURS, policy);
    entered += result.entered ? 1 : 0;
    messages += result.messages;
    most = Math.max(most, result.messages);
    if (result.busiestHour > 1)
      wearing.push(`${down} down, ${up} up: ${result.busiestHour} messages in an hour`);
  }
}
const rhythms = LONGEST * LONGEST;
console.log(
  `${rhythms} rhythms of 1 to ${LONGEST} minutes down and up, polled each minute for ${HOURS} hours:`,
);
console.log(`  ${entered} entered an episode of flapping`);
console.log(`  ${(messages / rhythms).toFixed(1)} messages on average, ${most} at the most`);
console.log(`  ${wearing.length} sent more than one message in an hour once entered`);
for (const line of wearing.slice(0, 10)) console.log(`    ${line}`);
process.exitCode = wearing.length === 0 ? 0 : 1;
