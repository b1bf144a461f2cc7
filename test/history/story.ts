/** What happens to a fleet and its monitor, drawn at random. */
import fc from 'fast-check';
import type { Group, Hub } from '../../lib/core/fleet/group.ts';
import { DAY, HOUR } from '../../lib/core/time.ts';
import { aGroup, aHub } from '../support/builders.ts';
import type { Entry } from './entry.ts';
import type { Play } from './play.ts';

const IDS = ['7', '11', '103'];

/** What becomes of one group. */
const happening = fc.record({
  id: fc.constantFrom(...IDS),
  what: fc.constantFrom(
    ...(['connected', 'warning', 'disconnected', 'unknown', 'word'] as const),
    ...(['rename', 'move', 'hub down', 'hub gone', 'peers'] as const),
    ...(['hidden', 'gone', 'unreadable'] as const),
  ),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** Between two runs, and what the run comes to. */
export const step = fc.record({
  happenings: fc.uniqueArray(happening, { selector: ({ id }) => id, maxLength: 3 }),
  run: fc.constantFrom('complete', 'complete', 'complete', 'fails', 'none'),
  pause: fc.constantFrom(0, 0, 0, 0, 0, HOUR, 3 * HOUR, 8 * DAY, 20 * DAY),
  retention: fc.constantFrom(null, null, null, null, 2 * HOUR, 10 * DAY, 60 * DAY),
  expire: fc.constantFrom(false, false, true),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Small epochs, so that stories of a few runs have several. */
export const SMALL_EPOCHS = { retention: 60 * DAY, epoch: 6 * HOUR, epochBytes: 1_500 };

/** Plays a story. `expire` drops what has expired, as time to live would. */
export async function tell(
  play: Play,
  steps: readonly Step[],
  expire: (fraction: number) => Promise<void>,
): Promise<void> {
  for (const [index, { happenings, run, pause, retention, expire: expires }] of steps.entries()) {
    for (const each of happenings) happen(play.fleet, each, index);
    play.wait(pause);
    if (retention !== null) play.policy = { ...play.policy, history: { ...play.policy.history, retention } };
    if (run !== 'none') await play.run({ fails: run === 'fails' });
    if (expires) await expire((index % 4) / 4);
  }
}

export function happen(fleet: Map<string, Entry>, { id, what }: Happening, index = 0): void {
  const entry = fleet.get(id);
  const group = entry !== undefined && 'listed' in entry ? entry.listed : null;
  if (what === 'hidden' || what === 'gone' || what === 'unreadable') {
    // Only what was listed can go.
    if (group === null) return;
    if (what === 'hidden') fleet.set(id, { hidden: true });
    else fleet.set(id, what === 'gone' ? { gone: true } : { unreadable: 'no fields' });
    return;
  }
  fleet.set(id, { listed: after(group ?? aGroup({ id, name: `Branch ${id}` }), what, index) });
}

function after(group: Group, what: string, index: number): Group {
  const [first = aHub(), ...others] = group.hubs;
  const withFirst = (hub: Partial<Hub>): Group => ({ ...group, hubs: [{ ...first, ...hub }, ...others] });
  switch (what) {
    case 'rename':
      return { ...group, name: `${group.name}+` };
    case 'move':
      return { ...group, region: group.region === 'us-east-1' ? 'eu-west-3' : 'us-east-1' };
    case 'hub down':
      return withFirst({ status: first.status === 'up' ? 'down' : 'up' });
    case 'hub gone':
      return { ...group, hubs: group.hubs.length > 1 ? group.hubs.slice(1) : aGroup().hubs };
    case 'peers':
      // Carried, so not worth a change.
      return withFirst({ carried: { tunnelsCount: index, reportedAt: String(index) } });
    case 'word':
      return { ...group, status: 'unknown', statusSeen: `new word ${index}` };
    default:
      return { ...group, status: what as Group['status'], statusSeen: null };
  }
}
