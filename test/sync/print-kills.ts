/** `npm run kills`: prints what a kill at each call of the run that sees a group fall leaves to the next run. */
import { type Aftermath, killEverywhere } from './kills.ts';

const COLUMNS = ['killed', 'call', 'state', 'changes', 'fall told'] as const;

function row({ when, call, state, changes, told }: Aftermath): readonly string[] {
  return [when, call, state, String(changes), `${told['2-2.opened'] ?? 0} times`];
}

for (const memory of ['none', 'stale'] as const) {
  const rows = [COLUMNS, ...(await killEverywhere(memory)).map(row)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  console.log(
    `\nAfter the kill and one more run, served by a process with ${memory === 'none' ? 'no memory' : 'an older memory'}:\n`,
  );
  for (const cells of rows)
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
