import { describe, expect, test } from '@jest/globals';
import {
  type AlertKind,
  alertKindOf,
  type GroupFact,
  isWorse,
  type MonitorFact,
  type Severity,
  severityOf,
} from '../../../lib/core/rules/event.ts';
import type { Condition } from '../../../lib/core/rules/redundancy.ts';

describe('severity', () => {
  test.each<[Condition, Severity]>([
    ['connected', 'ok'],
    ['warning', 'warning'],
    ['redundancy lost', 'warning'],
    ['unknown', 'warning'],
    ['disconnected', 'critical'],
  ])('of %s is %s', (condition, severity) => {
    expect(severityOf(condition)).toBe(severity);
  });

  test('is worse than a lesser one, and bad is worse than nothing told', () => {
    const all = ['ok', 'warning', 'critical'] as const;
    const worse = (than: Severity | null) => all.filter((severity) => isWorse(severity, than));
    expect([worse(null), worse('ok'), worse('warning'), worse('critical')]).toEqual([
      ...[['warning', 'critical'], ['warning', 'critical'], ['critical'], []],
    ]);
  });
});

describe('the kind of alert', () => {
  test.each<[string, AlertKind]>([
    ['opened', 'opened'],
    ['flapping began', 'opened'],
    ['still down', 'changed'],
    ['escalated', 'changed'],
    ['eased', 'changed'],
    ['removed', 'removed'],
    ['configured', 'configured'],
    ['watch began', 'began'],
    ['went blind', 'blind'],
    ['sight returned', 'sighted'],
    ['key expires', 'key'],
  ])('that tells of "%s" is %s', (type, kind) => {
    expect(alertKindOf({ type } as GroupFact | MonitorFact)).toBe(kind);
  });

  test.each([
    ['connected', 'ended'],
    ['steady', 'ended'],
    ['removed', 'removed'],
  ])('that tells of an incident ended because %s is %s', (how, kind) => {
    expect(alertKindOf({ type: 'ended', how } as GroupFact)).toBe(kind);
  });

  test.each(['critical', 'redundancy'] as const)('of a reminder says what it is about: %s', (about) => {
    expect(alertKindOf({ type: 'reminder', about, incidents: [] })).toBe(`reminder-${about}`);
  });
});
