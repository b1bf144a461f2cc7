/** Which rules fired: those that no event speaks of. */
import type { Happening, Landed } from './happening.ts';

export const RULES = [
  'a gap is recorded',
  'an alert is found in the log',
  'an epoch begins',
  'a roll-over is taken up again',
  'a group is set up first',
  'a group is refused',
  'an event is gathered',
  'an event is kept from people',
  'flapping goes on',
  'somebody wrote the group meanwhile',
] as const;
export type Rule = (typeof RULES)[number];

export function rulesFired(happening: Happening): readonly Rule[] {
  if (happening.type === 'landed') return ofCall(happening.landed);
  return happening.type === 'published' && happening.alert.id.startsWith('gathered-')
    ? ['an event is gathered']
    : [];
}

function ofCall(landed: Landed): readonly Rule[] {
  switch (landed.call) {
    case 'commitGap':
      return ['a gap is recorded'];
    case 'switchEpoch':
      return ['an epoch begins'];
    case 'snapshotRows':
      return ['a roll-over is taken up again'];
    case 'findAlert':
      return landed.result === null ? [] : ['an alert is found in the log'];
    case 'clearGroupEvents':
      return landed.result === null ? ['somebody wrote the group meanwhile'] : [];
    case 'commitGroups':
      return ofCommit(landed);
    default:
      return [];
  }
}

function ofCommit({
  args: [, , writes],
  result,
}: Extract<Landed, { call: 'commitGroups' }>): readonly Rule[] {
  const isKept = writes.some(({ change, next }) =>
    change?.events.some((event) => next.untold.every(({ id }) => id !== event)),
  );
  return [
    ...(isKept ? (['an event is kept from people'] as const) : []),
    ...(result.refused.length > 0 ? (['a group is refused'] as const) : []),
    ...(result.stored.some(({ watch }) => watch === 'provisioning')
      ? (['a group is set up first'] as const)
      : []),
    ...(result.stored.some(({ incident }) => (incident?.episode ?? null) !== null)
      ? (['flapping goes on'] as const)
      : []),
  ];
}
