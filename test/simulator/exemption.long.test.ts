import { expect, test } from '@jest/globals';
import { aClock, aReader, aSimulator } from './a-simulator.ts';

test('The exemption serves 3000 requests in a minute', async () => {
  const get = await aReader(await aSimulator({ now: aClock(), rate: 'exempt' }));
  let served = 0;
  for (let round = 0; round < 31; round += 1) {
    const seen = await Promise.all(Array.from({ length: 100 }, () => get('/networktunnelgroups?limit=1')));
    served += seen.filter(({ status }) => status === 200).length;
  }
  expect(served).toBe(3000);
});
