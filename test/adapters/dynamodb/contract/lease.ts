import { describe, expect, test } from '@jest/globals';
import { SCHEMA_VERSION } from '../../../../lib/adapters/dynamodb/items/head.ts';
import { INITIAL_MONITOR } from '../../../../lib/core/rules/state.ts';
import { plus } from '../../../../lib/core/time.ts';
import {
  aFinish,
  aHead,
  anAppearance,
  anEpoch,
  aPublishedAlert,
  aReading,
  aRunRecord,
  at,
} from '../../../support/builders.ts';
import { anOrganization, failureKindOf, LEASE, type SubjectOf, take, underWay } from './subject.ts';

export function leaseContract(subject: SubjectOf): void {
  describe('the lease', () => {
    test('is free on an organization never tried, whose head it creates', async () => {
      const { store, reader } = subject();
      const organization = anOrganization();
      expect(await reader.head(organization)).toBeNull();
      const outcome = await take(store, organization);
      expect(outcome).toEqual({
        taken: true,
        lease: { organization, run: 'run-1' },
        head: aHead({ created: at(), attempts: 1 }),
        previousUnfinished: false,
      });
      expect(await reader.head(organization)).toEqual(outcome.head);
    });

    test('is refused while another run holds it, and the refusal says who and until when', async () => {
      const { store, reader } = subject();
      const organization = anOrganization();
      await take(store, organization);
      const outcome = await store.takeLease(organization, 'run-2', plus(at(), LEASE - 1), LEASE);
      expect(outcome).toEqual({ taken: false, heldBy: 'run-1', until: plus(at(), LEASE) });
      expect((await reader.head(organization))?.attempts).toBe(1);
    });

    test('is refused to a second run of the same name, which may be the same event delivered twice', async () => {
      const { store } = subject();
      const organization = anOrganization();
      await take(store, organization, 'run-1');
      const outcome = await store.takeLease(organization, 'run-1', at(), LEASE);
      expect(outcome.taken).toBe(false);
    });

    test('goes to whoever comes when it has ended, who learns that the run before never finished', async () => {
      const { store } = subject();
      const organization = anOrganization();
      await take(store, organization);
      const outcome = await take(store, organization, 'run-2', plus(at(), LEASE));
      expect(outcome).toMatchObject({ previousUnfinished: true, head: { attempts: 2 } });
    });

    test('is free again once its run has finished, and then nothing is left over', async () => {
      const { store } = subject();
      const organization = anOrganization();
      const { lease } = await take(store, organization);
      await store.finish(lease, aFinish(), at(1000));
      expect(await take(store, organization, 'run-2', at(1))).toMatchObject({
        previousUnfinished: false,
        head: { attempts: 1, created: at() },
      });
    });

    test.each([
      { ahead: LEASE, what: 'exactly one lease ahead is a lease', taken: false },
      { ahead: LEASE + 1, what: 'further ahead is a clock gone wrong, and counts as ended', taken: true },
    ])('an end $what', async ({ ahead, taken }) => {
      const { store } = subject();
      const organization = anOrganization();
      await take(store, organization, 'run-1', plus(at(), ahead - LEASE));
      expect((await store.takeLease(organization, 'run-2', at(), LEASE)).taken).toBe(taken);
    });

    test('goes to one of several runs that ask at once', async () => {
      const { store, reader } = subject();
      const organization = anOrganization();
      const runs = Array.from({ length: 8 }, (_, index) => `run-${index}`);
      const outcomes = await Promise.all(runs.map((run) => store.takeLease(organization, run, at(), LEASE)));
      const takers = outcomes.flatMap((outcome) => (outcome.taken ? [outcome.lease.run] : []));
      expect(takers).toHaveLength(1);
      expect(outcomes.flatMap((outcome) => (outcome.taken ? [] : [outcome.heldBy]))).toEqual(
        Array.from({ length: 7 }, () => takers[0]),
      );
      expect((await reader.head(organization))?.attempts).toBe(1);
    });

    test('is not taken on a table that a newer version has written', async () => {
      const { store, reader, setSchema } = subject();
      const organization = anOrganization();
      const { lease } = await take(store, organization);
      await store.finish(lease, aFinish(), at(1000));
      await setSchema(organization, SCHEMA_VERSION + 1);
      expect(await failureKindOf(take(store, organization, 'run-2', at(1)))).toBe('table too new');
      await setSchema(organization, SCHEMA_VERSION);
      expect((await reader.head(organization))?.attempts).toBe(0);
    });
  });

  describe('a run that has lost its lease writes nothing', () => {
    const epoch = anEpoch();
    const next = { id: 'e2', expires: anEpoch().expires };
    const state = anAppearance();
    const gap = { from: at(-30), to: at(-10), why: 'No run was started.' };
    const monitor = { ...INITIAL_MONITOR, watching: at(), blind: null, untold: [] };

    test.each([
      ['commitGroups', (s, lease) => s.commitGroups(lease, epoch, [state])],
      ['commitGap', (s, lease) => s.commitGap(lease, epoch, gap)],
      ['commitMonitor', (s, lease) => s.commitMonitor(lease, monitor)],
      ['beginHistory', (s, lease) => s.beginHistory(lease, epoch)],
      ['prepareEpoch', (s, lease) => s.prepareEpoch(lease, next)],
      ['switchEpoch', (s, lease) => s.switchEpoch(lease, epoch, { ...epoch, ...next, start: at(5) })],
      ['finish', (s, lease) => s.finish(lease, aFinish(), at(1000))],
    ] satisfies readonly [
      string,
      (
        store: ReturnType<SubjectOf>['store'],
        lease: { organization: string; run: string },
      ) => Promise<unknown>,
    ][])('%s', async (_name, write) => {
      const { store, reader } = subject();
      const { organization, lease } = await underWay(store);
      await take(store, organization, 'run-2', at(1));
      const before = [await reader.head(organization), await store.loadGroups(organization)];
      expect(await failureKindOf(write(store, lease))).toBe('lease lost');
      expect([await reader.head(organization), await store.loadGroups(organization)]).toEqual(before);
      expect(await reader.rows(organization, { ...epoch, ends: null }, at(10))).toEqual({
        snapshot: [],
        changes: [],
        gaps: [],
      });
    });
  });

  describe('the end of a run', () => {
    test('raises the revision by one and gives it', async () => {
      const { store } = subject();
      const organization = anOrganization();
      for (const minute of [0, 1, 2]) {
        const { lease, head } = await take(store, organization, `run-${minute}`, at(minute));
        expect(head.revision).toBe(minute);
        expect(await store.finish(lease, aFinish(minute), at(1000))).toBe(minute + 1);
      }
    });

    test('of a complete run: what was seen is accounted for, and attempts begin anew', async () => {
      const { store, reader } = subject();
      const { organization, lease } = await underWay(store);
      const finish = aFinish(0, { changeBytes: 700, snapshotBytes: 300, disagreements: 2 });
      await store.finish(lease, finish, at(1000));
      expect(await reader.head(organization)).toEqual(
        aHead({
          revision: 1,
          attempts: 0,
          lastComplete: finish.complete,
          accounted: at(),
          disagreements: 2,
          epoch: anEpoch({ changeBytes: 700, snapshotBytes: 300 }),
        }),
      );
    });

    test('adds to the bytes of the epoch, run after run', async () => {
      const { store, reader } = subject();
      const { organization, lease } = await underWay(store);
      await store.finish(lease, aFinish(0, { snapshotBytes: 100, changeBytes: 5 }), at(1000));
      const { lease: second } = await take(store, organization, 'run-2', at(1));
      await store.finish(second, aFinish(1, { changeBytes: 7 }), at(1000));
      expect((await reader.head(organization))?.epoch).toMatchObject({ snapshotBytes: 100, changeBytes: 12 });
    });

    test('of a failed run: the failure stays until a run is complete, and attempts go on counting', async () => {
      const { store, reader } = subject();
      const organization = anOrganization();
      const failure = {
        kind: 'network' as const,
        detail: 'Connection reset.',
        status: 503,
        requestId: 'r-1',
      };
      const { lease } = await take(store, organization);
      await store.finish(lease, aFinish(0, { complete: null, failure }), at(1000));
      const second = await take(store, organization, 'run-2', at(1));
      expect(second.head).toMatchObject({
        attempts: 2,
        lastFailure: failure,
        lastComplete: null,
        accounted: null,
      });
      await store.finish(second.lease, aFinish(1), at(1000));
      expect(await reader.head(organization)).toMatchObject({
        attempts: 0,
        lastFailure: null,
        lastComplete: { reading: aReading(1) },
      });
    });

    test('with a record worth keeping', async () => {
      const { store } = subject();
      const organization = anOrganization();
      const { lease } = await take(store, organization);
      expect(await store.finish(lease, aFinish(0, { record: aRunRecord() }), at(1000))).toBe(1);
    });

    test('leaves the monitor as it was last written', async () => {
      const { store, reader } = subject();
      const organization = anOrganization();
      const { lease } = await take(store, organization);
      const failure = { kind: 'credentials refused' as const, detail: '401 from the token URL.' };
      const monitor = {
        ...INITIAL_MONITOR,
        watching: at(-60),
        blind: { since: at(-12), failure, told: true },
        untold: [
          {
            type: 'went blind' as const,
            id: 'blind-1',
            alert: 'run-1.blind',
            at: at(),
            silenced: false,
            held: null,
            reason: 'because',
            since: at(-12),
            failure,
            attempts: 12,
            unsteady: true,
          },
        ],
      };
      await store.commitMonitor(lease, monitor);
      await store.finish(lease, aFinish(), at(1000));
      expect((await reader.head(organization))?.monitor).toEqual(monitor);
    });
  });

  describe('the alert log', () => {
    test('knows no alert that was not recorded', async () => {
      expect(await subject().store.findAlert(anOrganization(), 'run-2.opened')).toBeNull();
    });

    test('gives an alert back as it was recorded, to its own organization alone', async () => {
      const { store } = subject();
      const [organization, other] = [anOrganization(), anOrganization()];
      const alert = aPublishedAlert();
      await store.recordAlerts(organization, [alert], at(1000));
      expect(await store.findAlert(organization, alert.id)).toEqual(alert);
      expect(await store.findAlert(other, alert.id)).toBeNull();
    });

    test('notes a message and every alert that went in it, more than one transaction bears', async () => {
      const { store } = subject();
      const organization = anOrganization();
      const message = aPublishedAlert({ id: 'run-9.opened.joined' });
      const carried = Array.from({ length: 120 }, (_, index) =>
        aPublishedAlert({ id: `run-${index}.opened`, toldIn: message.id }),
      );
      await store.recordAlerts(organization, [message, ...carried], at(1000));
      for (const alert of [message, ...carried])
        expect(await store.findAlert(organization, alert.id)).toEqual(alert);
    });

    test('keeps the later record of an alert that had to be published again', async () => {
      const { store } = subject();
      const organization = anOrganization();
      await store.recordAlerts(organization, [aPublishedAlert()], at(1000));
      await store.recordAlerts(organization, [aPublishedAlert({ messageId: 'second' })], at(1000));
      expect((await store.findAlert(organization, 'run-2.opened'))?.messageId).toBe('second');
    });
  });
}
