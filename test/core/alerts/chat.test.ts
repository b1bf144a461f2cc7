import { describe, expect, test } from '@jest/globals';
import type { Alert } from '../../../lib/core/alerts/alert.ts';
import { customNotification } from '../../../lib/core/alerts/custom-notification.ts';
import { json } from '../../../lib/core/alerts/json.ts';
import {
  CHAT_BYTES,
  CHAT_CHARACTERS,
  CHAT_DOCUMENT_BYTES,
  LISTED_IN_CHAT,
} from '../../../lib/core/alerts/limits.ts';
import { unmarked } from '../../../lib/core/alerts/markup.ts';
import { render } from '../../../lib/core/alerts/render.ts';
import { embeddedBytes } from '../../../lib/core/alerts/text.ts';
import { GOLDENS, MARKUP, stormOf } from './goldens.ts';
import {
  alertOf,
  changed,
  DMZ,
  ended,
  fallen,
  flapping,
  halved,
  monitorEvent,
  opened,
  SINCE,
  steady,
  utc,
} from './scenes.ts';

/** The fields that Amazon documents, and nothing else. */
interface Notification {
  readonly content: {
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    readonly threadId: string;
    readonly relatedResources?: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

function chat(alert: Alert): string {
  return customNotification(render(alert));
}

function notification(alert: Alert): Notification {
  return JSON.parse(chat(alert));
}

function threadOf(alert: Alert): string {
  return notification(alert).metadata.threadId;
}

const FIELDS = {
  top: ['version', 'source', 'id', 'content', 'metadata'],
  content: ['textType', 'title', 'description', 'nextSteps', 'keywords'],
  metadata: ['threadId', 'summary', 'eventType', 'relatedResources', 'additionalContext'],
};

describe('A chat message', () => {
  test.each(Object.entries(GOLDENS))('is of the published form and says something: %s', (_name, alert) => {
    const document = JSON.parse(chat(alert()));
    expect(document).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown', title: expect.stringMatching(/^\[[A-Z ]+\] \S/) },
    });
    expect(FIELDS.top).toEqual(expect.arrayContaining(Object.keys(document)));
    expect(FIELDS.content).toEqual(expect.arrayContaining(Object.keys(document.content)));
    expect(FIELDS.metadata).toEqual(expect.arrayContaining(Object.keys(document.metadata)));
    const { description, nextSteps = ['-'] } = document.content;
    expect(description.length).toBeGreaterThan(20);
    expect(description.length).toBeLessThanOrEqual(CHAT_CHARACTERS);
    expect(nextSteps.length).toBeGreaterThan(0);
    for (const value of Object.values(document.metadata.additionalContext))
      expect(typeof value).toBe('string');
    expect(JSON.stringify(document)).not.toMatch(/undefined|NaN|\[object/);
  });

  test.each(Object.entries(GOLDENS))('has no markup, mention, link or emoji in it: %s', (_name, alert) => {
    const { title, description, nextSteps = [], keywords } = notification(alert()).content;
    const { alert: text = '' } = notification(alert()).metadata.additionalContext;
    expect(text).not.toMatch(/[<>@]/);
    expect(JSON.parse(text)).toMatchObject({ schema: 'tunnelwatch.alert/1', id: alert().id });
    for (const text of [title, description, ...nextSteps, ...keywords])
      expect(text).not.toMatch(/[*`~<>@]|\]\(|:\/\/|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:[a-z_]+:/u);
  });

  test('carries the document for programs as a text, cut to a size at which any one group fits', () => {
    const one = alertOf({ groups: [opened(fallen())] });
    expect(notification(one).metadata.additionalContext.alert).toBe(json(one));
    const storm = alertOf({ groups: stormOf(5_000) });
    const text = notification(storm).metadata.additionalContext.alert ?? '';
    expect(embeddedBytes(text)).toBeLessThanOrEqual(CHAT_DOCUMENT_BYTES);
    const { events, truncated } = JSON.parse(text);
    expect(events.length).toBeGreaterThan(0);
    expect(events.length + truncated).toBe(5_000);
  });

  test('names ten groups and counts the rest', () => {
    const { content, metadata } = notification(alertOf({ groups: stormOf(12) }));
    expect(content.description.match(/^- Branch/gm)).toHaveLength(10);
    expect(content.description).toContain('... and 2 more groups: npx tunnelwatch incidents lists them.');
    expect(metadata.relatedResources).toHaveLength(10);
    expect(notification(alertOf({ groups: stormOf(10) })).content.description).not.toContain('more group');
  });

  test('says that it is late, and names no groups where it is about none', () => {
    const late = alertOf({ groups: [opened(fallen())], asOf: utc('15:05:03') });
    expect(notification(late).content.description).toContain('THIS MESSAGE IS LATE');
    const failure = { kind: 'network', detail: 'reset' } as const;
    const blind = monitorEvent({
      ...{ type: 'went blind', since: null, attempts: 3, unsteady: false },
      failure,
    });
    expect(notification(alertOf({ monitor: [blind] })).metadata).not.toHaveProperty('relatedResources');
  });

  test('ends with a mark where it is cut', () => {
    const groups = stormOf(10, (index) => `${index} ${'long name '.repeat(5)}`).map((state) => ({
      ...state,
      group: { ...state.group, region: 'r'.repeat(40) },
    }));
    const { description } = notification(alertOf({ groups })).content;
    expect([...description].length).toBeLessThanOrEqual(2_800);
  });

  test('names the first groups of a storm and counts the rest', () => {
    const { content, metadata } = notification(alertOf({ groups: stormOf(5_000) }));
    expect(content.description.match(/^- Branch/gm)).toHaveLength(LISTED_IN_CHAT);
    expect(content.description).toContain('... and 4,990 more groups: npx tunnelwatch incidents lists them.');
    expect(metadata.relatedResources).toHaveLength(LISTED_IN_CHAT);
    expect(embeddedBytes(chat(alertOf({ groups: stormOf(5_000) })))).toBeLessThan(CHAT_BYTES);
  });
});

describe('A thread', () => {
  const incident = `${DMZ.id}-2`;

  test('holds an incident from its opening to its end', () => {
    for (const state of [
      opened(fallen()),
      changed(halved(), 'disconnected', SINCE),
      ended(DMZ, 'connected', SINCE),
      flapping(),
      steady(),
    ]) {
      expect(threadOf(alertOf({ groups: [state] }))).toBe(incident);
    }
  });

  test('is a new one where it got worse: nobody looks into old threads', () => {
    const worse = alertOf({ groups: [changed(fallen(), 'warning', SINCE)] });
    expect(threadOf(worse)).toBe(worse.id);
  });

  test('is that of the message where it is about several groups', () => {
    const storm = alertOf({ groups: stormOf(3) });
    expect(threadOf(storm)).toBe(storm.id);
  });

  test('holds blindness and its end', () => {
    const failure = { kind: 'network', detail: 'reset' } as const;
    const blind = monitorEvent({
      type: 'went blind',
      since: utc('12:00:03'),
      attempts: 3,
      unsteady: false,
      failure,
    });
    const blindness = { from: utc('12:00:03'), to: utc('13:05:01') };
    const sight = monitorEvent({
      type: 'sight returned',
      blind: blindness,
      failure,
      opened: 0,
      ended: 0,
      losses: 1,
    });
    expect(threadOf(alertOf({ monitor: [blind] }))).toBe(threadOf(alertOf({ monitor: [sight] })));
    const never = monitorEvent({ type: 'went blind', since: null, attempts: 3, unsteady: false, failure });
    expect(threadOf(alertOf({ monitor: [never] }))).toBe('blind-8204417-from-the-start');
  });
});

describe('Markup', () => {
  test('gives way to what looks like it', () => {
    expect(unmarked(MARKUP)).toBe('∗a∗ ＿b＿ ˋcˋ ∼d∼ ‹!channel› ＠here [UP] (http:∕∕e.x) ∶ok:');
    expect(unmarked('# not a heading')).toBe('＃ not a heading');
  });

  test('leaves alone what does nothing: names with underscores, times, addresses', () => {
    const plain = 'DMZ_ASA_1 since 14:04:02, 203.0.113.20, branch #1, https: no';
    expect(unmarked(plain)).toBe(plain);
  });
});
