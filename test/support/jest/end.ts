import { rmSync } from 'node:fs';

/** After the last test. */
export default function end(): void {
  const folder = process.env.RUN_FOLDER;
  if (folder !== undefined) rmSync(folder, { recursive: true });
}
