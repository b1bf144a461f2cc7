import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDocumentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { createOperator } from '../../../lib/adapters/dynamodb/operator.ts';
import { incidents } from '../../../lib/core/operator/incidents.ts';
import type { Acknowledgement } from '../../../lib/core/operator/operator.ts';
import type { Silence } from '../../../lib/core/rules/silence.ts';
import { DAY, HOUR, type Instant, MINUTE, plus } from '../../../lib/core/time.ts';
import { aWatch, branch, down, type Watch } from '../../cli/a-watch.ts';

let watch: Watch;
beforeEach(async () => {
  watch = await aWatch();
});
afterEach(() => watch.close());

function aSilence(override: Partial<Silence> = {}): Omit<Silence, 'id'> {
  const from = watch.now();
  return {
    match: { name: 'Branch *' },
    from,
    to: plus(from, HOUR),
    reason: 'new routers',
    by: 'ana',
    ...override,
  };
}

function taken(incident: string, at: Instant = watch.now()): Acknowledgement {
  return { incident, by: 'ana', at };
}

const revision = async (): Promise<number> => (await watch.operator.head('acme'))?.revision ?? -1;

describe('a silence', () => {
  test('keeps quiet what falls in it, and what is still down is told when it ends', async () => {
    await watch.run();
    watch.mail();
    const { id } = await watch.operator.addSilence('acme', aSilence());
    watch.fleet.set('620111', down(branch(1)));
    await watch.runs(3);
    expect(watch.mail()).toEqual([]);
    const ended = await watch.operator.endSilence('acme', id, watch.now());
    expect(ended).toMatchObject({ done: true, silence: { id, to: watch.now() } });
    await watch.run();
    expect(watch.mail()).toEqual(['[DOWN] Branch 1']);
  });

  test('made while a run is under way is known to the next one, whatever its process remembers', async () => {
    await watch.run();
    expect(await watch.run()).toMatchObject({ warm: true });
    watch.mail();
    watch.duringRun(async () => {
      await watch.operator.addSilence('acme', aSilence());
    });
    expect(await watch.run()).toMatchObject({ warm: true, changes: 0 });
    watch.fleet.set('620111', down(branch(1)));
    expect(await watch.run()).toMatchObject({ warm: false, changes: 1, alerts: 0 });
    expect(watch.mail()).toEqual([]);
  });

  test('raises the revision by one, and leaves the lease of the run beside it alone', async () => {
    await watch.run();
    const before = await revision();
    watch.duringRun(async () => {
      await watch.operator.addSilence('acme', aSilence());
      expect(await revision()).toBe(before + 1);
    });
    expect(await watch.run()).toMatchObject({ outcome: 'complete' });
    expect(await revision()).toBe(before + 2);
  });

  test('comes back as it was made', async () => {
    await watch.run();
    const made = await watch.operator.addSilence(
      'acme',
      aSilence({ match: { ids: ['620111'], region: 'us-east-1' } }),
    );
    expect(made.id).toMatch(/^[346789bcdfghjkmnpqrtvwx]{6}$/);
    expect(await watch.operator.silences('acme')).toEqual([made]);
  });

  test('is listed for thirteen months after its end, and then expires', async () => {
    await watch.run();
    const { id } = await watch.operator.addSilence('acme', aSilence());
    await watch.operator.endSilence('acme', id, watch.now());
    watch.wait(396 * DAY - MINUTE);
    await watch.aws.expireItems('tunnelwatch', { random: Math.random });
    expect(await watch.operator.silences('acme')).toHaveLength(1);
    watch.wait(2 * MINUTE);
    await watch.aws.expireItems('tunnelwatch', { random: Math.random });
    expect(await watch.operator.silences('acme')).toEqual([]);
  });

  test('ends once: a second end changes nothing and gives the first', async () => {
    await watch.run();
    const { id } = await watch.operator.addSilence('acme', aSilence());
    const first = watch.now();
    await watch.operator.endSilence('acme', id, first);
    const before = await revision();
    watch.wait(MINUTE);
    const again = await watch.operator.endSilence('acme', id, watch.now());
    expect(again).toMatchObject({ done: false, silence: { to: first } });
    expect(await revision()).toBe(before);
  });

  test('that there is none of cannot be ended', async () => {
    await watch.run();
    expect(await watch.operator.endSilence('acme', 'zzzzzz', watch.now())).toEqual({
      done: false,
      silence: null,
    });
  });

  test('of an organization that was never watched is refused, and leaves no head behind', async () => {
    await watch.run();
    await expect(watch.operator.addSilence('amce', aSilence())).rejects.toThrow(
      'Nothing was written for organization amce: it has never been watched.',
    );
    expect(await watch.operator.head('amce')).toBeNull();
  });
});

describe('an acknowledgement', () => {
  const fall = async (): Promise<string> => {
    await watch.run();
    watch.fleet.set('620111', down(branch(1)));
    await watch.run();
    watch.mail();
    return '620111-2';
  };

  test('stops the reminders of its incident until that has ended', async () => {
    const incident = await fall();
    watch.wait(DAY);
    await watch.runs(2);
    expect(watch.mail()).toContain('[REMINDER] Branch 1');
    await watch.operator.acknowledge('acme', taken(incident));
    for (let day = 0; day < 3; day += 1) {
      watch.wait(DAY);
      await watch.runs(2);
    }
    expect(watch.mail().filter((subject) => !/SIGHT/.test(subject))).toEqual([]);
    watch.fleet.set('620111', branch(1));
    await watch.run();
    expect(watch.mail()).toEqual(['[UP] Branch 1']);
  });

  test('says which group and incident it took, and is kept with who made it', async () => {
    const incident = await fall();
    const outcome = await watch.operator.acknowledge('acme', taken(incident));
    expect(outcome).toMatchObject({
      done: true,
      again: false,
      incident: { id: incident, acknowledged: true },
    });
    expect(await watch.operator.acknowledgements('acme')).toEqual([taken(incident)]);
  });

  test('made again changes nothing and gives the first', async () => {
    const incident = await fall();
    const first = taken(incident);
    await watch.operator.acknowledge('acme', first);
    const before = await revision();
    const again = await watch.operator.acknowledge('acme', { ...taken(incident), by: 'ben' });
    expect(again).toMatchObject({ done: true, again: true, acknowledgement: first });
    expect(await revision()).toBe(before);
  });

  test('of an incident that has ended, or never was, is refused with the group as it is', async () => {
    const incident = await fall();
    watch.fleet.set('620111', branch(1));
    await watch.run();
    const ended = await watch.operator.acknowledge('acme', taken(incident));
    expect(ended).toMatchObject({ done: false, group: { id: '620111', incident: null } });
    expect(await watch.operator.acknowledge('acme', taken('1-2'))).toEqual({ done: false, group: null });
  });

  test('made while a run sees the group return: the run is refused that group and the next one tells it', async () => {
    const incident = await fall();
    watch.fleet.set('620111', branch(1));
    watch.duringRun(async () => {
      await watch.operator.acknowledge('acme', taken(incident));
    });
    expect(await watch.run()).toMatchObject({ refused: 1, changes: 0 });
    expect(watch.mail()).toEqual([]);
    expect(await watch.run()).toMatchObject({ warm: false, refused: 0, changes: 1 });
    expect(watch.mail()).toEqual(['[UP] Branch 1']);
  });

  test('that a run overtakes is tried again on what the run has left', async () => {
    const incident = await fall();
    let overtaken = false;
    watch.aws.breakWith(async (operation, input) => {
      if (overtaken || operation !== 'TransactWriteItems' || !JSON.stringify(input).includes('ACK#'))
        return undefined;
      overtaken = true;
      watch.fleet.set('620111', { ...down(branch(1)), name: 'Renamed' });
      await watch.run();
      return undefined;
    });
    const outcome = await watch.operator.acknowledge('acme', taken(incident));
    expect(overtaken).toBe(true);
    expect(outcome).toMatchObject({ done: true, group: { group: { name: 'Renamed' } } });
    const [group] = await watch.operator.groups('acme');
    expect(group).toMatchObject({ group: { name: 'Renamed' }, incident: { acknowledged: true } });
  });
});

describe('what can be asked', () => {
  test('which organizations there are, from the end of their first run on', async () => {
    expect(await watch.operator.organizations()).toEqual([]);
    await watch.run('zeta');
    await watch.run('acme');
    expect(await watch.operator.organizations()).toEqual(['acme', 'zeta']);
  });

  test('alerts by the time they were published, however late that was', async () => {
    await watch.run();
    watch.fleet.set('620111', down(branch(1)));
    watch.aws.breakWith((operation) =>
      operation === 'Publish' ? { error: { name: 'Throttled', message: 'slow down' } } : undefined,
    );
    await watch.run();
    const before = watch.now();
    watch.wait(HOUR);
    watch.aws.breakWith();
    await watch.run();
    const all = await watch.operator.alerts('acme', plus(before, -DAY), watch.now());
    expect(all.map(({ kind }) => kind)).toEqual(['began', 'opened', 'sighted']);
    const late = await watch.operator.alerts('acme', plus(before, 30 * MINUTE), watch.now());
    expect(late.map(({ kind }) => kind)).toEqual(['opened', 'sighted']);
  });

  test('incidents, open and past, back to their beginnings', async () => {
    await watch.run();
    watch.fleet.set('620111', down(branch(1)));
    watch.fleet.set('620112', down(branch(2)));
    await watch.run();
    const fell = watch.now();
    await watch.runs(30);
    watch.fleet.set('620111', branch(1));
    await watch.run();
    const head = await watch.operator.head('acme');
    if (head === null) throw new Error('There is no head.');
    const asked = { organization: 'acme', head, to: watch.now(), now: watch.now(), onlyOpen: false };
    const found = await incidents(watch.operator, { ...asked, from: plus(watch.now(), -MINUTE) });
    expect(found.open).toMatchObject([{ id: '620112-2', status: 'disconnected', opened: { by: fell } }]);
    expect(found.past).toMatchObject([
      {
        id: '620111-2',
        opened: { by: fell },
        ended: { by: watch.now() },
        worst: 'disconnected',
        events: [
          { type: 'opened', fate: 'told', at: fell },
          { type: 'ended', fate: 'told', at: watch.now() },
        ],
      },
    ]);
  });
});

test('a table that is not there is named', async () => {
  const missing = createOperator({
    client: createDocumentClient(new DynamoDBClient({ maxAttempts: 1 })),
    table: 'elsewhere',
    clock: { sleep: async () => undefined },
    random: Math.random,
    log: { warn: () => undefined },
    retention: DAY,
  });
  await expect(missing.silences('acme')).rejects.toThrow('There is no table elsewhere in us-east-1');
});
