import { describe, expect, test } from '@jest/globals';
import { createSecureAccess } from '../../../lib/adapters/secure-access/secure-access.ts';
import { parseUrl } from '../../../lib/adapters/secure-access/urls.ts';
import { RunFailure } from '../../../lib/core/failure.ts';
import { aClock, aLog, someCredentials } from './a-client.ts';

function create(urls: { readonly apiUrl?: string; readonly tokenUrl?: string }) {
  return createSecureAccess({
    apiUrl: 'https://api.sse.cisco.com',
    tokenUrl: 'https://api.sse.cisco.com/auth/v2/token',
    credentials: someCredentials(),
    clock: aClock(),
    random: () => 0,
    log: aLog(),
    budget: 'strict',
    ...urls,
  });
}

function detailOf(make: () => unknown): string {
  try {
    make();
  } catch (thrown) {
    if (thrown instanceof RunFailure && thrown.failure.kind === 'request refused')
      return thrown.failure.detail;
    throw thrown;
  }
  return 'nothing thrown';
}

describe('The URLs', () => {
  test.each([
    ['https://api.sse.cisco.com', 'https://api.sse.cisco.com', ''],
    ['https://api.sse.cisco.com/', 'https://api.sse.cisco.com', ''],
    ['https://gateway.example/cisco//', 'https://gateway.example', '/cisco'],
    ['http://localhost:8080', 'http://localhost:8080', ''],
    ['http://127.0.0.1:1', 'http://127.0.0.1:1', ''],
    ['http://127.9.8.7', 'http://127.9.8.7', ''],
    ['http://[::1]:8080/x', 'http://[::1]:8080', '/x'],
  ])('may be %s', (text, origin, path) => {
    expect(parseUrl('apiUrl', text)).toEqual({ origin, path });
  });

  test.each([
    [
      'http://api.sse.cisco.com',
      '(http://api.sse.cisco.com) must be https: the API key would be readable on the way',
    ],
    [
      'http://127.example.com',
      '(http://127.example.com) must be https: the API key would be readable on the way',
    ],
    [
      'http://localhost.example.com',
      '(http://localhost.example.com) must be https: the API key would be readable on the way',
    ],
    ['http://[::2]', '(http://[::2]) must be https: the API key would be readable on the way'],
    ['http://10.0.0.1', '(http://10.0.0.1) must be https: the API key would be readable on the way'],
    ['ftp://localhost', 'is not an https URL'],
    ['api.sse.cisco.com', 'is not an https URL'],
    ['', 'is not an https URL'],
    ['https://a.example/?x=1', '(https://a.example) must end with its path, without "?" or "#"'],
    ['https://a.example/#x', '(https://a.example) must end with its path, without "?" or "#"'],
    [
      'https://me:hush@a.example',
      '(https://a.example) holds a user name or password; the API key belongs in the secret',
    ],
  ])('may not be %j', (text, why) => {
    expect(detailOf(() => parseUrl('apiUrl', text))).toBe(`The setting apiUrl ${why}.`);
  });

  test('are named by their setting', () => {
    expect(detailOf(() => create({ apiUrl: 'x' }))).toMatch(/^The setting apiUrl /);
    expect(detailOf(() => create({ tokenUrl: 'x' }))).toMatch(/^The setting tokenUrl /);
  });
});
