/** The Secure Access API over the true fleet, as its adapter presents it to a run. */
import type { Group } from '../../../lib/core/fleet/group.ts';
import type { ListRecord } from '../../../lib/core/fleet/pages.ts';
import type { Page } from '../../../lib/sync/ports.ts';
import { failure, failureUnder, type Weather } from './conditions.ts';
import type { Truth } from './truth.ts';

/** The answers of the API, each as of the moment it is asked. They throw what the adapter throws. */
export interface SimulatedApi {
  page(offset: number): Page;
  groupsWithIds(ids: readonly string[]): readonly ListRecord[];
  group(id: string): ListRecord | null;
}

/** The API's real page size. */
const LARGEST_PAGE = 200;

/** `pageSize` is small so that paging matters in small fleets; the API may answer with less than it was asked for. */
export function createApi(truth: Truth, weather: Weather, pageSize: number): SimulatedApi {
  return {
    page: (offset) => {
      const down = failureUnder(weather);
      if (down !== null) throw down;
      if (weather.on.has('empty list')) return { records: [], total: 0 };
      const unlisted = pickOf(weather, 'group unlisted', truth.listed.length);
      const list = truth.listed.filter((_group, index) => index !== unlisted);
      // Without a total only a page that is not full ends the list, so pages must be of the real size then.
      const size = weather.on.has('total missing') ? LARGEST_PAGE : pageSize;
      const dropped = weather.on.get('page dropped');
      const empty = dropped !== undefined && offset >= dropped.pick % (list.length + 1);
      const slice = empty ? [] : list.slice(offset, offset + size);
      return {
        records: slice.map((group) => recordOf(group, weather, truth)),
        total: totalOf(list.length, weather),
      };
    },
    groupsWithIds: (ids) => {
      refuseLookUps(weather);
      if (weather.on.has('filter finds nothing')) return [];
      const found = weather.on.has('filter ignored')
        ? truth.listed.slice(0, pageSize)
        : truth.listed.filter((group) => ids.includes(group.id));
      return found.map((group) => recordOf(group, weather, truth));
    },
    group: (id) => {
      refuseLookUps(weather);
      const group = truth.find(id);
      return group === null ? null : recordOf(group, weather, truth);
    },
  };
}

function refuseLookUps(weather: Weather): void {
  const down = failureUnder(weather);
  if (down !== null) throw down;
  if (weather.on.has('look-ups fail')) throw failure('API unavailable', 'HTTP 502, four times.');
}

function totalOf(count: number, weather: Weather): number | null {
  if (weather.on.has('total missing')) return null;
  if (weather.on.has('total too high')) return count + 1;
  return weather.on.has('total too low') ? Math.max(0, count - 1) : count;
}

function recordOf(group: Group, weather: Weather, truth: Truth): ListRecord {
  const size = truth.listed.length;
  const malformed = pickOf(weather, 'record malformed', size);
  if (truth.listed[malformed]?.id === group.id)
    return { malformed: { id: group.id, why: 'hubs: not a list' } };
  const nameless = pickOf(weather, 'record without id', size);
  if (truth.listed[nameless]?.id === group.id) return { malformed: { id: null, why: 'id: missing' } };
  const strange = pickOf(weather, 'unknown word', size);
  if (truth.listed[strange]?.id === group.id)
    return { group: { ...group, status: 'unknown', statusSeen: 'negotiating' } };
  return { group };
}

/** Index of the group that a condition is about; -1 where it is not on. */
function pickOf(weather: Weather, condition: Parameters<Weather['set']>[0], size: number): number {
  const present = weather.on.get(condition);
  return present === undefined || size === 0 ? -1 : present.pick % size;
}
