/** `npm run units`: what runs cost in DynamoDB, by the engine's own count of capacity units. */
import { measureUnits, RUNS } from './units.ts';

const GROUPS = 1_000;
const units = await measureUnits(GROUPS);

console.log(
  `Run over ${GROUPS.toLocaleString('en')} groups                         write units  read units  calls`,
);
for (const name of Object.keys(RUNS) as readonly (keyof typeof RUNS)[]) {
  const { writes, reads, calls } = units[name];
  console.log(
    `${RUNS[name].padEnd(44)}  ${String(writes).padStart(11)}  ${String(reads).padStart(10)}  ${String(calls).padStart(5)}`,
  );
}
console.log(
  '\nAs the engine counts; DynamoDB adds one unit to each change row for the index of changes by group.',
);
