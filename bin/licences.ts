/**
 * `npm run licences`: the licence of every package in the lock file, those that are deployed apart. Ends with 1 where a licence was
 * not looked at, a package has no checksum, or package.json asks for anything but one exact version.
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

/** Looked at: they ask for nothing but their text and a notice, which the packages carry. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
]);

/** Looked at one by one: data or tools that are only used while building and testing, and never passed on. */
const ALLOWED_UNDEPLOYED: ReadonlySet<string> = new Set(['CC-BY-4.0', 'MPL-2.0']);

const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.looseObject({
      version: v.exactOptional(v.string()),
      license: v.exactOptional(v.string()),
      integrity: v.exactOptional(v.string()),
      dev: v.exactOptional(v.boolean()),
      devOptional: v.exactOptional(v.boolean()),
      peer: v.exactOptional(v.boolean()),
      link: v.exactOptional(v.boolean()),
      inBundle: v.exactOptional(v.boolean()),
    }),
  ),
});

const versions = v.optional(v.record(v.string(), v.string()), {});
const manifestSchema = v.object({ dependencies: versions, devDependencies: versions });

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));
const { packages } = v.parse(lockSchema, read('package-lock.json'));
const manifest = v.parse(manifestSchema, read('package.json'));

/** `MIT OR GPL-3.0`: one of them must be allowed. `Apache-2.0 AND MIT`: each. */
function isAllowed(licence: string, allowed: (one: string) => boolean): boolean {
  return licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => allowed(one.trim())));
}

const problems: string[] = [];
const found = new Map<string, { deployed: string[]; others: number }>();
for (const [
  path,
  { version, license = 'none named', integrity, dev, devOptional, peer, link, inBundle },
] of Object.entries(packages)) {
  if (path === '' || link) continue;
  const name = `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)} ${version ?? ''}`;
  const isDeployed = !dev && !devOptional && !peer;
  const allowed = (one: string): boolean => ALLOWED.has(one) || (!isDeployed && ALLOWED_UNDEPLOYED.has(one));
  if (!isAllowed(license, allowed)) problems.push(`${name}: ${license} was not looked at.`);
  // What a package brings along inside itself is under the package's own checksum.
  if (integrity === undefined && !inBundle) problems.push(`${name} has no checksum in the lock file.`);
  const entry = found.get(license) ?? { deployed: [], others: 0 };
  if (isDeployed) entry.deployed.push(name);
  else entry.others += 1;
  found.set(license, entry);
}
for (const [name, wanted] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
  if (!/^\d+\.\d+\.\d+$/.test(wanted))
    problems.push(`${name}: "${wanted}" in package.json is no exact version.`);

const rows = [...found].sort(([a], [b]) => a.localeCompare(b, 'en'));
console.log('What the function is bundled from:\n');
for (const [licence, { deployed }] of rows)
  if (deployed.length > 0) console.log(`${licence} (${deployed.length}): ${deployed.join(', ')}`);
console.log('\nWhat is only used to build, test and run commands:\n');
for (const [licence, { others }] of rows) if (others > 0) console.log(`${licence}: ${others}`);
console.log(
  problems.length === 0 ? '\nAll were looked at; all versions are exact.' : `\n${problems.join('\n')}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
