import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before the first test: a folder for what test files make once, and share (`RUN_FOLDER`). */
export default function begin(): void {
  process.env.RUN_FOLDER = mkdtempSync(join(tmpdir(), 'tunnelwatch-tests-'));
}
