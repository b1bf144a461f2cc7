/** Two calls whose token is refused one after the other: an order that a server cannot be made to keep. */
import { expect, test } from '@jest/globals';
import { createRateKeeper } from '../../../lib/adapters/secure-access/rate-keeper.ts';
import { createRedactor } from '../../../lib/adapters/secure-access/redact.ts';
import { createTokens } from '../../../lib/adapters/secure-access/token.ts';
import { parseUrl } from '../../../lib/adapters/secure-access/urls.ts';
import { RATES } from '../../../lib/core/rate/limits.ts';
import { aClock, aLog, MINUTE, someCredentials } from './a-client.ts';

test('The late refusal of an old token does not cost the new one', async () => {
  let minted = 0;
  const clock = aClock();
  const tokens = createTokens({
    http: {
      send: async () => {
        minted += 1;
        return {
          status: 200,
          headers: { contentType: null, date: null, location: null, retryAfter: null },
          allHeaders: {},
          body: JSON.stringify({ token_type: 'bearer', access_token: `token-${minted}`, expires_in: 3600 }),
        };
      },
    },
    clock,
    random: () => 0,
    log: aLog(),
    redactor: createRedactor(),
    count: () => {},
    keeper: createRateKeeper(RATES.token, clock),
    tokenUrl: parseUrl('tokenUrl', 'https://api.sse.cisco.com/auth/v2/token'),
    credentials: someCredentials(),
  });
  const deadline = { at: clock.now() + 10 * MINUTE };
  const old = await tokens.current(deadline);
  const renewed = await tokens.renew(old, deadline);
  expect(await tokens.renew(old, deadline)).toBe(renewed);
  expect(minted).toBe(2);
});
