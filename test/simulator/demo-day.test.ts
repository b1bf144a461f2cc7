import { describe, expect, test } from '@jest/globals';
import { DEMO_CAST, DEMO_TIMES, demoDay, demoFleet } from '../../lib/simulator/demo-day.ts';
import { fault } from '../../lib/simulator/fault.ts';
import { Fleet } from '../../lib/simulator/fleet.ts';
import { faultWindow, timeOfDay } from '../../lib/simulator/script.ts';
import { aClock, aReader, aSimulator } from './a-simulator.ts';

const MIDNIGHT = Date.parse('2026-03-02T00:00:00Z');

async function aDay(times?: Parameters<typeof demoDay>[0]) {
  const clock = aClock(MIDNIGHT);
  const simulator = await aSimulator({
    now: clock,
    fleet: demoFleet({ now: clock }),
    expiresInSeconds: 86_400 * 2,
  });
  const get = await aReader(simulator);
  simulator.playDay(demoDay(times));
  /** What the API says of the cast at that time. */
  const at = async (time: string) => {
    clock.pass(MIDNIGHT + timeOfDay(time) - clock());
    const page = await get('/networktunnelgroups?limit=200');
    const rest = await get('/networktunnelgroups?limit=200&offset=200');
    if (page.status !== 200) return { api: page.status };
    const groups = [...page.body.data, ...rest.body.data] as { name: string; status: string }[];
    const status = (name: string) => groups.find((group) => group.name === name)?.status ?? 'absent';
    const notConnected = groups.filter((group) => group.status !== 'connected').map((group) => group.name);
    return { total: page.body.total, status, notConnected };
  };
  return { at, clock, simulator, get };
}

describe('The demo day', () => {
  test('tells its story: each thing happens in its minute and none before', async () => {
    const { at } = await aDay();
    const story: string[] = [];
    let before = '';
    const minutes = Object.values(DEMO_TIMES).map((time) => timeOfDay(time) / 60_000);
    for (const minute of [0, ...minutes.flatMap((each) => [each - 1, each]), 24 * 60 - 1]) {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const { api, total, notConnected, status } = await at(time);
      const line = api
        ? `API ${api}`
        : `${total} groups, ${status?.('Quarry Site 7 - Bonded') === 'absent' ? 'old' : 'new'} name, not connected: ${notConnected?.join(', ') || 'none'}`;
      if (line !== before) story.push(`${time} ${line}`);
      before = line;
    }
    expect(story).toEqual([
      '00:00 212 groups, old name, not connected: none',
      '09:12 212 groups, old name, not connected: DMZ ASA Tunnel NC',
      '09:47 212 groups, old name, not connected: none',
      '11:20 212 groups, old name, not connected: Lakeside Eye Clinic',
      '11:55 212 groups, old name, not connected: none',
      '12:30 API 503',
      '12:52 212 groups, old name, not connected: none',
      '15:10 212 groups, new name, not connected: none',
      '16:40 211 groups, new name, not connected: none',
      '17:05 212 groups, new name, not connected: Harbor Depot - East',
      '17:25 212 groups, new name, not connected: none',
    ]);
  });

  test('stamps what happened with when it was to happen, though nobody asked until later', async () => {
    const { at, get } = await aDay();
    await at('09:00');
    await at('09:40');
    const filters = encodeURIComponent(JSON.stringify({ exactName: DEMO_CAST.falls }));
    const [group] = (await get(`/networktunnelgroups?filters=${filters}`)).body.data;
    expect(group).toMatchObject({ status: 'disconnected', deviceType: 'ASA', region: 'us-east-1' });
    expect(group.hubs[0].status).toEqual({ status: 'DOWN', time: '2026-03-02T09:12:00Z' });
  });

  test('loses the secondary hub, and only warns', async () => {
    const { at } = await aDay();
    expect((await at('11:30')).status?.(DEMO_CAST.losesHub)).toBe('warning');
    expect((await at('11:56')).status?.(DEMO_CAST.losesHub)).toBe('connected');
  });

  test('asked for the first time in the evening, has all of it behind it', async () => {
    const { at } = await aDay();
    const { total, notConnected, status } = await at('18:00');
    expect([total, notConnected, status?.(DEMO_CAST.removed), status?.(DEMO_CAST.renamedTo)]).toEqual([
      212,
      [],
      'absent',
      'connected',
    ]);
  });

  test('happens at other times when it is given them', async () => {
    const { at } = await aDay({ ...DEMO_TIMES, falls: '03:00', returns: '03:10' });
    expect((await at('03:05')).notConnected).toEqual([DEMO_CAST.falls]);
    expect((await at('09:30')).notConnected).toEqual([]);
  });

  test('can be played by the same script again, on another simulator', async () => {
    const script = demoDay();
    for (const _ of [1, 2]) {
      const clock = aClock(MIDNIGHT + timeOfDay('12:00'));
      const simulator = await aSimulator({ now: clock, fleet: demoFleet({ now: clock }) });
      simulator.playDay(script);
      const get = await aReader(simulator);
      clock.pass(timeOfDay('00:40'));
      expect((await get('/regions')).status).toBe(503);
      clock.pass(timeOfDay('00:15'));
      expect((await get('/regions')).status).toBe(200);
    }
  });

  test('refuses a fleet that is too small for its cast', () => {
    expect(() => demoFleet({ now: aClock(), groups: 3 })).toThrow(
      'The demo day needs at least 4 groups; it was given 3.',
    );
  });
});

describe('A script', () => {
  test('may be written in any order, and another one takes its place', async () => {
    const clock = aClock(MIDNIGHT);
    const fleet = new Fleet(clock);
    const { id } = fleet.create({ name: 'Harbor Depot' });
    const simulator = await aSimulator({ now: clock, fleet, expiresInSeconds: 86_400 });
    const get = await aReader(simulator);
    simulator.playDay([
      { at: '02:00', what: 'falls', do: (stage) => stage.fleet.drop(id) },
      { at: '01:00', what: 'connects', do: (stage) => stage.fleet.restore(id) },
      { at: '03:00', what: 'never comes', do: (stage) => stage.fleet.remove(id) },
    ]);
    const status = async () => (await get('/networktunnelgroups')).body.data?.[0]?.status;
    const later = async (minutes: number) => {
      clock.pass(minutes * 60_000);
      return status();
    };
    expect([await later(30), await later(29), await later(1)]).toEqual([
      'disconnected',
      'disconnected',
      'connected',
    ]);
    simulator.playDay(
      faultWindow({
        from: '01:30',
        until: '01:40',
        fault: fault.status(502),
        rule: { on: 'token' },
        what: { begins: 'no tokens', ends: 'tokens again' },
      }),
    );
    clock.pass(35 * 60_000);
    await expect(aReader(simulator)).rejects.toThrow('answered 502');
    clock.pass(5 * 60_000);
    await expect(aReader(simulator)).resolves.toBeDefined();
    clock.pass(120 * 60_000);
    expect(fleet.size).toBe(1);
  });

  test.each(['9:12', '24:00', '09:60', '0912', ''])('refuses the time "%s"', (at) => {
    expect(() => timeOfDay(at)).toThrow(`"${at}" is not a time of day: write HH:MM, such as 09:12.`);
  });
});
