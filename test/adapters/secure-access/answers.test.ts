import { describe, expect, test } from '@jest/globals';
import type { FailureKind } from '../../../lib/core/failure.ts';
import { json, text } from '../../support/http-server.ts';
import { aClient, failureOf } from './a-client.ts';

/** Status, what it means, and how often it is worth asking. */
const STATUSES: readonly (readonly [number, FailureKind, number])[] = [
  [201, 'API changed', 1],
  [202, 'API changed', 1],
  [204, 'API changed', 1],
  [206, 'API changed', 1],
  [301, 'API changed', 1],
  [302, 'API changed', 1],
  [304, 'API changed', 1],
  [307, 'API changed', 1],
  [308, 'API changed', 1],
  [400, 'request refused', 1],
  [401, 'credentials refused', 2],
  [403, 'not permitted', 1],
  [404, 'request refused', 1],
  [405, 'request refused', 1],
  [409, 'request refused', 1],
  [413, 'request refused', 1],
  [418, 'request refused', 1],
  [429, 'rate limited', 4],
  [500, 'API unavailable', 4],
  [501, 'API unavailable', 1],
  [502, 'API unavailable', 4],
  [503, 'API unavailable', 4],
  [504, 'API unavailable', 4],
  [599, 'API unavailable', 1],
  [700, 'API changed', 1],
];

describe('The list', () => {
  test.each(STATUSES)('answered with %d is: %s', async (status, kind, attempts) => {
    const { client, api, deadline } = await aClient({ onApi: text(status, '') });
    expect(await failureOf(client.page(0, deadline()))).toMatchObject({ kind, status });
    expect(api()).toHaveLength(attempts);
  });
});

describe('A failure names', () => {
  async function detailFor(status: number, body: unknown): Promise<string> {
    const { client, url, deadline } = await aClient({ onApi: json(status, body) });
    return (await failureOf(client.page(0, deadline()))).detail.replace(url, '');
  }
  const CALL = 'GET /deployments/v2/networktunnelgroups (offset 0)';

  test("the call, the status, the API's own words and its request id", async () => {
    expect(await detailFor(403, { error: 'Access Forbidden', requestId: 'abc-1' })).toBe(
      `${CALL} answered 403: "Access Forbidden". Request id: abc-1.`,
    );
  });

  test('which parameter the API finds wrong', async () => {
    const validationErrors = { limit: 'Value should be a number from 1 to 200.', other: 5 };
    expect(await detailFor(400, { error: 'Validation Error', validationErrors })).toBe(
      `${CALL} answered 400: "Validation Error limit: Value should be a number from 1 to 200".`,
    );
  });

  test('the words of a gateway that says "message"', async () => {
    expect(await detailFor(404, { message: 'no Route matched' })).toBe(
      `${CALL} answered 404: "no Route matched".`,
    );
  });

  test('no reason where none was given', async () => {
    expect(await detailFor(404, { error: { code: 5 }, requestId: 5 })).toBe(
      `${CALL} answered 404 and gave no reason.`,
    );
  });

  test("the API's words on one line, and not at any length", async () => {
    const detail = await detailFor(400, {
      error: `a\r\nb\u001b[31m\u0000c\u202e${'x'.repeat(5000)}`,
      requestId: 'r\n1',
    });
    expect(detail).toMatch(/answered 400: "a b \[31m c x+…"\. Request id: r 1\.$/);
    expect(detail.length).toBeLessThan(350);
  });
});

describe('A redirect', () => {
  test.each([
    ['https://login.example/sso?token=abc#x', 'https://login.example'],
    ['/login?next=secret', 'another path of the same server'],
    ['javascript:alert(1)', 'javascript:'],
  ])('to %s is not followed; of its target only the origin is told', async (location, told) => {
    const { client, api, deadline } = await aClient({ onApi: text(302, '', { location }) });
    const { kind, detail } = await failureOf(client.page(0, deadline()));
    expect(kind).toBe('API changed');
    expect(detail).toContain(`answered 302, a redirect to ${told}; redirects are not followed.`);
    expect(api()).toHaveLength(1);
  });
});
