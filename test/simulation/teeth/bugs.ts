/** Deliberate bugs, each a mistake that monitors of this kind have really made or might. The simulation must find every one. */
import type { Mutation } from '../bundle.ts';

export interface Bug {
  readonly name: string;
  readonly mutations: readonly Mutation[];
}

const SYNC = 'lib/sync/sync.ts';
const BEGIN = 'lib/sync/begin.ts';
const COMMIT = 'lib/sync/commit.ts';
const FINISH = 'lib/sync/finish.ts';
const TELL = 'lib/sync/tell.ts';
const PUBLISH = 'lib/sync/publish.ts';
const STORE = 'lib/memory-store/memory-store.ts';
const LOG = 'lib/sync/alert-log.ts';

function bug(
  name: string,
  ...edits: readonly (readonly [file: string, find: string, replace: string])[]
): Bug {
  return { name, mutations: edits.map(([file, find, replace]) => ({ file, find, replace })) };
}

const TELLING: readonly Bug[] = [
  bug('told before it is stored', [
    SYNC,
    '  const bytes = await commit(run, decision, observation.reading.to);\n',
    `  const early = new Map([...known.groups, ...decision.writes.map(({ next }) => [next.id, next] as const)]);
  await tellUntold(run, early);
  const bytes = await commit(run, decision, observation.reading.to);\n`,
  ]),
  bug('cleared before it is published', [
    TELL,
    '      await publish(alert, asOf, request, world);\n',
    `      await outbox.clear(new Set(alert.events));
      await publish(alert, asOf, request, world);\n`,
  ]),
  bug('recorded as published before it is', [
    PUBLISH,
    '  const { messageId } = await alerts.publish(rendered);\n',
    `  const { id: _id, subject, kind } = rendered;
  const early = { id: alert.id, kind, at: asOf, run: request.run, subject, events: alert.events, reasons: [], destination: '', messageId: '' };
  await store.recordAlerts(organization, [early], plus(asOf, request.policy.history.retention));
  const { messageId } = await alerts.publish(rendered);\n`,
  ]),
  bug('the alert log is not asked', [LOG, 'await store.findAlert(organization, id)', 'null']),
  bug('what was told with others is noted only as one', [PUBLISH, 'alert.joins.map(', '[].map(']),
  bug('what the log does not answer for is told', [LOG, 'unsure.add(id);', '']),
  bug('one event told clears them all', [STORE, 'state.untold.filter((event) => !told.has(event.id))', '[]']),
  bug('a failed publish counts as told', [
    PUBLISH,
    '  const { messageId } = await alerts.publish(rendered);',
    "  const { messageId } = await alerts.publish(rendered).catch(() => ({ messageId: '' }));",
  ]),
  bug(
    'the digest is told without the groups',
    [TELL, "await tellUntold(run, new Map(), 'blindness')", 'await tellUntold(run, new Map())'],
    [TELL, 'run.head.monitor.untold.some(isBlindness)', 'run.head.monitor.untold.length > 0'],
  ),
  bug('the monitor is written over after a lost answer', [
    SYNC,
    "failure.kind === 'lease lost' || run.isMonitorUnsure",
    "failure.kind === 'lease lost'",
  ]),
  bug('the first run tells each group', [
    'lib/core/rules/group.ts',
    'news === null || context.firstRun ?',
    'news === null ?',
  ]),
  bug('nothing is ever gathered', [
    'lib/core/rules/gathering.ts',
    'recent(messages, now, policy).length < policy.gathering.messages',
    'messages.length >= 0',
  ]),
];

const SILENCING: readonly Bug[] = [
  bug('silences are not asked for', [
    'lib/core/rules/silence.ts',
    '  if (silence !== undefined) return',
    '  if (silence !== undefined && at < silence.from) return',
  ]),
  bug('a silence made beside a run is not noticed by the warm cache', [
    STORE,
    '      shelf.silences.push(silence);\n      raiseRevision(shelf);\n',
    '      shelf.silences.push(silence);\n',
  ]),
  bug('a silence ended beside a run is not noticed by the warm cache', [
    STORE,
    '      shelf.silences[index] = ended;\n      raiseRevision(shelf);\n',
    '      shelf.silences[index] = ended;\n',
  ]),
  bug('what was silenced is never told afterwards', [
    'lib/core/rules/incident.ts',
    'if (isWorse(severity, incident.told)) {',
    'if (isWorse(severity, incident.told) && incident.told !== null) {',
  ]),
  bug('the end of what nobody was told of is told', [
    'lib/core/rules/group.ts',
    "return fact.how === 'removed' ? silence : REASONS.neverTold;",
    'return null;',
  ]),
];

const ASKED: readonly Bug[] = [
  bug('maintenance windows are not asked for', [
    'lib/core/rules/silence.ts',
    'windows.find((one) => matches(one.match, group) && isOpen(one, at))',
    'windows.find((one) => one.name === group.id)',
  ]),
  bug('a window opens by UTC', ['lib/core/rules/silence.ts', '    timeZone,\n', "    timeZone: 'UTC',\n"]),
  bug('a window does not know of daylight saving', [
    'lib/core/rules/silence.ts',
    '    timeZone,\n',
    "    timeZone: { 'Europe/Berlin': 'Etc/GMT-1', 'America/New_York': 'Etc/GMT+5' }[timeZone] ?? timeZone,\n",
  ]),
  bug('a window past midnight ends at midnight', [
    'lib/core/rules/silence.ts',
    ' || (begins(yesterday) && wall.minutes < to)',
    '',
  ]),
  bug('a window is open every day', [
    'lib/core/rules/silence.ts',
    'day !== undefined && window.days.includes(day)',
    'day !== undefined',
  ]),
  bug('people are reminded inside a window', [
    'lib/core/rules/reminder.ts',
    'silencedBy(state.group, now, silences, policy.windows)',
    'silencedBy(state.group, now, silences, [])',
  ]),
  bug('overrides count for nobody', [
    'lib/core/policy.ts',
    'set.length === 0 ? policy',
    'set.length >= 0 ? policy',
  ]),
  bug('overrides count for everybody', ['lib/core/policy.ts', 'matches(match, group)', 'match !== null']),
  bug('of two overrides the first stands', [
    'lib/core/policy.ts',
    'Object.assign({}, policy, ...set)',
    'Object.assign({}, policy, ...set.reverse())',
  ]),
  bug('the time for setting up cannot be overridden', [
    'lib/core/rules/provisioning.ts',
    'policyFor(facts.group, context.policy).provisioning',
    'context.policy.provisioning',
  ]),
  bug('configuration is told though nobody asked', [
    'lib/core/rules/group.ts',
    '!policyFor(facts.group, context.policy).tellConfiguration',
    'context.firstRun',
  ]),
  bug('people are reminded of what somebody has taken on', [
    'lib/core/rules/reminder.ts',
    ' || incident.acknowledged || ',
    ' || ',
  ]),
  bug('an acknowledgement ends when things get worse', [
    'lib/core/rules/incident.ts',
    'told: severityOf(incident.status), toldAt: now, episode }',
    'told: severityOf(incident.status), toldAt: now, episode, acknowledged: false }',
  ]),
  bug('a run writes over an acknowledgement made meanwhile', [
    STORE,
    'const value = { ...kept.value, rev: rev + 1, incident',
    'const value = { ...kept.value, rev, incident',
  ]),
  bug('an acknowledgement is not noticed by the warm cache', [
    STORE,
    '      shelf.groups.set(id, { ...kept, value });\n      raiseRevision(shelf);\n',
    '      shelf.groups.set(id, { ...kept, value: { ...value, rev } });\n',
  ]),
  bug('people are reminded at every run', [
    'lib/core/rules/monitor.ts',
    'reminded: { ...monitor.reminded, [about]: now }',
    'reminded: { ...monitor.reminded }',
  ]),
];

const STORING: readonly Bug[] = [
  bug('commits without the lease', [
    STORE,
    '      if (plan.planned.length > 0) shelf.headUnder(lease);\n',
    '',
  ]),
  bug('a stalled run writes the monitor when it wakes', [
    STORE,
    'shelf.head = { ...shelf.headUnder(lease), monitor };',
    'shelf.head = { ...(shelf.head ?? shelf.headUnder(lease)), monitor };',
  ]),
  bug('events are cleared whoever wrote the group since', [
    STORE,
    'stored === undefined || stored.value.rev !== state.rev',
    'stored === undefined',
  ]),
  bug('the cache is kept after an error', [
    FINISH,
    'if (!run.troubled && revision === run.head.revision + 1)',
    'if (revision > 0)',
  ]),
  bug('what a process remembers is always believed', [
    BEGIN,
    'remembered !== null && !previousUnfinished && remembered.revision === head.revision',
    'remembered !== null',
  ]),
  bug('what is remembered is believed after another run was killed', [
    BEGIN,
    '!previousUnfinished && remembered',
    'remembered',
  ]),
  bug('the epoch is switched before its snapshot is written', [
    'lib/sync/roll-over.ts',
    '  const snapshotBytes = await store.writeSnapshot(lease.organization, next, due);\n',
    '  await store.switchEpoch(lease, epoch, { ...next, start: now, snapshotBytes: 0, changeBytes: 0 });\n  const snapshotBytes = await store.writeSnapshot(lease.organization, next, due);\n',
  ]),
  bug('a snapshot that a stalled run may yet write to is finished', [
    'lib/sync/roll-over.ts',
    'if (prepared === null || !isSafe(prepared, groups) ||',
    'if (prepared === null ||',
  ]),
  bug('rows expire by their own age', [
    'lib/core/rules/epoch.ts',
    'plus(prepared, epoch + EPOCH_SLACK + retention)',
    'plus(prepared, retention)',
  ]),
  bug('a gap is not recorded', [
    COMMIT,
    '  if (decision.gap !== null) await world.store.commitGap(lease, epoch, decision.gap);\n',
    '',
  ]),
  bug('time goes back with the clock', [
    'lib/sync/observe.ts',
    '  const begun = later(latest, instant(from));\n  return { from: begun, to: later(plus(latest, 1), later(begun, instant(to))) };',
    '  return { from: instant(from), to: instant(to) };',
  ]),
];

const JUDGING: readonly Bug[] = [
  bug('unknown counts as down', [
    'lib/core/rules/opening.ts',
    'policy.confirmation[condition]',
    "policy.confirmation[condition === 'unknown' ? 'disconnected' : condition]",
  ]),
  bug('unknown is critical', [
    'lib/core/rules/event.ts',
    "condition === 'disconnected' ? 'critical'",
    "condition === 'disconnected' || condition === 'unknown' ? 'critical'",
  ]),
  bug('an incident ends when its group is not listed', [
    'lib/core/rules/incident.ts',
    "if (condition === 'unknown') return quietly(unsettled(incident), REASONS.unknown);",
    "if (condition === 'unknown') return up(incident, sighting);",
  ]),
  bug('absent is removed without a look-up', [
    'lib/sync/look-up-absent.ts',
    'if (record === null) gone.push(id);',
    'if (record === null || id !== null) gone.push(id);',
  ]),
  bug(
    'the second page is dropped',
    [
      'lib/sync/read-fleet.ts',
      'if (isLastPage(walk, page.records.length, PAGE_LIMIT)) return walk;',
      'return walk;',
    ],
    [
      'lib/core/fleet/pages.ts',
      '  const distinct = walk.groups.size',
      '  if (walk.pages > 0) return null;\n  const distinct = walk.groups.size',
    ],
  ),
  bug('the count of groups is not compared', [
    'lib/core/fleet/pages.ts',
    'walk.total !== null && distinct !== walk.total',
    'walk.total === -1',
  ]),
  bug('an incomplete run counts', [
    'lib/sync/observe.ts',
    'disagreement !== null && disagreements < policy.disagreements',
    'disagreement !== null && disagreements < 1',
  ]),
  bug('every reading is a change', [
    'lib/core/rules/group.ts',
    '  const differences = difference(isBack ? null : before, facts);',
    '  const differences = difference(isBack ? null : before, facts) ?? {};',
  ]),
  bug('a group that is back is not whole in its change', [
    'lib/core/rules/group.ts',
    'difference(isBack ? null : before, facts)',
    'difference(before, facts)',
  ]),
  bug('blindness is told at every run', [
    'lib/core/rules/blind.ts',
    'if (monitor.blind !== null) return stillBlind(monitor, monitor.blind, head, now, policy, run);',
    '',
  ]),
  bug('blindness is never told', [
    'lib/core/rules/blind.ts',
    'return head.attempts >= blind.runs && blindFor >= blind.after;',
    'return false;',
  ]),
  bug('flapping is not recognized', [
    'lib/core/rules/flapping.ts',
    '  if (ruleMet(openings, now, policy) === null) return null;',
    '  if (openings.length > 0) return null;',
  ]),
  bug('a flapping group is steady at once', [
    'lib/core/rules/flapping.ts',
    'millisecondsBetween(episode.steadyFrom, now) >= policy.flapping.steady',
    'millisecondsBetween(episode.steadyFrom, now) >= 0',
  ]),
  bug('time without observation counts as steady', [
    'lib/core/rules/context.ts',
    'return isGap(length, policy) ? length : 0;',
    'return isGap(length, policy) ? 0 : 0;',
  ]),
  bug('a failed run is heard of outside', [
    'lib/sync/heartbeat.ts',
    "  if (summary.outcome !== 'complete') return;",
    "  if (summary.outcome === 'skipped') return;",
  ]),
  bug('a run is heard of outside before its end is stored', [
    SYNC,
    '  const summary = await finish(run, await attempt(run, previousUnfinished));',
    `  const ending = await attempt(run, previousUnfinished);
  await beatAfter({ ...run.summary, outcome: ending.complete === null ? 'failed' : 'complete' }, request, world);
  const summary = await finish(run, ending);`,
  ]),
  bug('errors show what they carry', [
    'lib/core/failure.ts',
    '  if (thrown instanceof RunFailure) return thrown.failure;',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source that is put in place of the line above
    '  if (thrown instanceof RunFailure) return { ...thrown.failure, detail: `${thrown.failure.detail} ${String(thrown.cause)}` };',
  ]),
];

export const BUGS: readonly Bug[] = [...TELLING, ...SILENCING, ...ASKED, ...STORING, ...JUDGING];

/** Throws a TypeError that lists the names there are. */
export function bugNamed(name: string): Bug {
  const bug = BUGS.find((each) => each.name === name);
  if (bug !== undefined) return bug;
  throw new TypeError(
    `There is no bug "${name}". There are:\n${BUGS.map((each) => `  ${each.name}`).join('\n')}`,
  );
}
