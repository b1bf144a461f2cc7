import { format, inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../../lib/sync/secret.ts';

const secret = new Secret('canary');

describe('A secret', () => {
  test('is given to whoever asks for it by name', () => {
    expect(secret.reveal()).toBe('canary');
  });

  test.each([
    ['in a text', `${secret}`],
    ['joined to a text', `a${String(secret)}`],
    ['as JSON', JSON.stringify({ secret })],
    ['inspected', inspect({ deep: { secret } }, { depth: 9, showHidden: true })],
    ['as console.log prints it', format('%s %o %j', secret, secret, secret)],
  ])('%s reads [secret]', (_how, shown) => {
    expect(shown).toContain('[secret]');
    expect(shown).not.toContain('canary');
  });

  test('leaves nothing of itself in copies', () => {
    expect(JSON.stringify([{ ...secret }, Object.entries(secret), structuredClone(secret)])).not.toContain(
      'canary',
    );
  });

  test('equals another of the same text', () => {
    expect([secret.equals(new Secret('canary')), secret.equals(new Secret('other'))]).toEqual([true, false]);
  });
});
