/** Differences as history keeps them: facts alone. What is carried moves without a change, so a past value of it would be of some other time. */
import * as v from 'valibot';
import type { Differences } from '../../../core/fleet/change.ts';
import type { Group, Hub } from '../../../core/fleet/group.ts';
import {
  groupEntries,
  groupSchema,
  hubEntries,
  hubSchema,
  presenceSchema,
  type Schema,
  textSchema,
} from '../schemas.ts';
import { groupAttributes, hubAttributes } from './group.ts';

/** A group without what it carries. */
export function groupFacts(group: Group): Group {
  return { ...group, carried: {}, hubs: group.hubs.map(hubFacts) };
}

function hubFacts(hub: Hub): Hub {
  return { ...hub, carried: {} };
}

/** Differences in which groups and hubs that stand whole carry nothing. */
export function differencesOfFacts(differences: Differences): Differences {
  return mapWhole(differences, groupFacts, hubFacts);
}

/** Differences as an attribute. */
export function differencesAttribute(differences: Differences): Differences {
  return mapWhole(
    differencesOfFacts(differences),
    (group) => ({ ...groupAttributes(group), id: group.id }),
    hubAttributes,
  );
}

function mapWhole(
  differences: Differences,
  ofGroup: (group: Group) => unknown,
  ofHub: (hub: Hub) => unknown,
): Differences {
  const mapped = (path: string, value: unknown): unknown => {
    if (path === 'group' && isWhole<Group>(value)) return ofGroup(value);
    return path.startsWith('hub.') && isWhole<Hub>(value) ? ofHub(value) : value;
  };
  return Object.fromEntries(
    Object.entries(differences).map(([path, [before, after]]) => [
      path,
      [mapped(path, before), mapped(path, after)],
    ]),
  );
}

/** Of the values under these paths, only a whole group or hub has a field of this name. */
function isWhole<T extends Group | Hub>(value: unknown): value is T {
  return typeof value === 'object' && value !== null && 'carried' in value;
}

const pairSchema = v.strictTuple([v.unknown(), v.unknown()]);
const pairsSchema = v.record(textSchema, pairSchema);

/** The attribute, parsed: each value as the fact that its path names. */
export const differencesSchema: Schema<Differences> = v.pipe(
  pairsSchema,
  v.rawTransform(({ dataset, addIssue, NEVER }): Differences => {
    const result: Record<string, readonly [unknown, unknown]> = {};
    for (const [path, pair] of Object.entries(dataset.value)) {
      const read = v.safeParse(v.strictTuple([valueSchema(path), valueSchema(path)]), pair);
      if (!read.success) {
        addIssue({ message: `${path}: ${read.issues[0].message}` });
        return NEVER;
      }
      result[path] = read.output;
    }
    return result;
  }),
);

const FACTS: ReadonlyMap<string, Schema<unknown>> = new Map<string, Schema<unknown>>([
  ['presence', v.nullable(presenceSchema)],
  ['group', v.nullable(groupSchema)],
  ...Object.entries(groupEntries),
]);
const HUB_FACTS: ReadonlyMap<string, Schema<unknown>> = new Map<string, Schema<unknown>>(
  Object.entries(hubEntries),
);
const wholeHubSchema = v.nullable(hubSchema);
const neverSchema = v.never('no fact has this path');

/** What may stand under a path: see `Differences`. */
function valueSchema(path: string): Schema<unknown> {
  const [, field] = /^hub\.[^.]+(?:\.(.+))?$/.exec(path) ?? [];
  if (field !== undefined) return HUB_FACTS.get(field) ?? neverSchema;
  return path.startsWith('hub.') ? wholeHubSchema : (FACTS.get(path) ?? neverSchema);
}
