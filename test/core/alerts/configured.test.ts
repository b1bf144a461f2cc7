import { describe, expect, test } from '@jest/globals';
import { render } from '../../../lib/core/alerts/render.ts';
import type { Differences } from '../../../lib/core/fleet/change.ts';
import * as scenes from './scenes.ts';

/** The lines of the e-mail that name differences, and the subject. */
function told(differences: Differences): { readonly lines: readonly string[]; readonly subject: string } {
  const { email, subject } = render(scenes.alertOf({ groups: [scenes.configured(differences)] }));
  const facts = email.slice(email.indexOf('Changed: '), email.indexOf('Fleet: '));
  return { lines: facts.replace(/\n +/g, ' ').trim().split('\n').slice(1), subject };
}

const routing = (type: string, data: unknown) => ({ type, data });

describe('a difference of configuration in a message', () => {
  test.each<[string, Differences, string]>([
    ['a text', { name: ['Old', 'New'] }, 'Name: Old before, now New'],
    ['what was not there before', { region: [null, 'us-east-1'] }, 'Region: nothing before, now us-east-1'],
    ['what is not there any more', { deviceType: ['ASA', ''] }, 'Device type: ASA before, now nothing'],
    ['what cannot be seen', { name: ['Old', '\u202E'] }, 'Name: Old before, now something invisible'],
    ['a field that no document names', { 'shape\u202E': [1, 2] }, 'Shape: 1 before, now 2'],
    [
      'a list, by what came',
      { routing: [routing('static', ['10.0.0.0/8']), routing('static', ['10.0.0.0/8', '10.1.0.0/16'])] },
      'Routing: now with 10.1.0.0/16',
    ],
    [
      'a list, by what went',
      { routing: [routing('static', ['10.0.0.0/8', '10.1.0.0/16']), routing('static', ['10.0.0.0/8'])] },
      'Routing: now without 10.1.0.0/16',
    ],
    [
      'a list, by both',
      { routing: [routing('static', ['a', 'b']), routing('static', ['a', 'c'])] },
      'Routing: now without b, and with c',
    ],
    [
      'a list in another order, as a whole',
      { routing: [routing('static', ['a', 'b']), routing('static', ['b', 'a'])] },
      'Routing: static, a, b before, now static, b, a',
    ],
    [
      'a record, its fields named once',
      { routing: [null, routing('bgp', { asNumber: 65000, networks: ['a', 'b'] })] },
      'Routing: nothing before, now bgp, asNumber 65000, networks a, b',
    ],
    [
      'a record deeper than anybody reads, as JSON',
      { routing: [null, { a: { b: { c: { d: { e: 1 } } } } }] },
      'Routing: nothing before, now a b c d {"e":1}',
    ],
    [
      'the data center of a hub, by its role',
      { [`hub.${scenes.secondary().id}.datacenter`]: ['a', 'b'] },
      'Data center of the secondary hub: a before, now b',
    ],
    [
      'the tunnel ID of a hub that is gone, by its id',
      { 'hub.7.authId': ['a', 'b'] },
      'Tunnel ID of the hub 7: a before, now b',
    ],
    [
      'a field of a hub that no document names',
      { 'hub.7.shape': [1, 2] },
      'Shape of the hub 7: 1 before, now 2',
    ],
    [
      'a hub that came, by where it is',
      { [`hub.${scenes.primary().id}`]: [null, scenes.primary()] },
      'Primary hub: nothing before, now sse-use-1-0-0',
    ],
  ])('%s', (_what, differences, line) => {
    expect(told(differences).lines).toEqual([line]);
  });

  test('are ten at the most, and the rest is counted', () => {
    const many = (count: number): Differences =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, [1, 2]]));
    expect(told(many(10)).lines).toHaveLength(10);
    expect(told(many(12)).lines.slice(10)).toEqual(['... and 2 more differences']);
  });

  test('are named in the subject as far as there is room', () => {
    expect(told({ name: ['a', 'b'], region: ['a', 'b'], deviceType: ['a', 'b'] }).subject).toMatch(
      /: name, region, device type/,
    );
    expect(told({ name: [1, 2], region: [1, 2], deviceType: [1, 2], routing: [1, 2] }).subject).toMatch(
      /: name, region, device type and more/,
    );
  });
});
