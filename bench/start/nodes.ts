import { execFileSync } from 'node:child_process';

/** A Node that starts are measured under. */
export interface Node {
  /** As it calls itself: `v24.21.0`. */
  readonly version: string;
  readonly path: string;
}

/** The version that Lambda runs (lib/infra/function.ts), and the one before. */
const MAJORS = ['22', '24'] as const;

/** Those of Lambda, out of the npm registry, the deployed one last; unless it is to be `short`, this process's own Node before them. */
export function nodes(short: boolean): readonly Node[] {
  const here = { version: process.version, path: process.execPath };
  const fetched = MAJORS.map((major): Node => {
    const npx = ['--yes', '--package', `node@${major}`, '--', 'node', '-p', 'process.execPath'];
    const path = execFileSync('npx', npx, { encoding: 'utf8' }).trim();
    return { version: execFileSync(path, ['-v'], { encoding: 'utf8' }).trim(), path };
  });
  return short ? fetched : [here, ...fetched];
}
