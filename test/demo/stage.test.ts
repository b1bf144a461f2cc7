import { expect, test } from '@jest/globals';
import { variablesOfFunction } from '../../lib/demo/stage.ts';

test('the demo keeps from the function what only commands read, which it would take for misspelled', () => {
  const own = { TUNNELWATCH_TABLE: 'tunnelwatch', TUNNELWATCH_LOG_LEVEL: 'debug', AWS_REGION: 'us-east-1' };
  const ofCommands = {
    TUNNELWATCH_STACK: 'Tunnels',
    TUNNELWATCH_API_KEY: 'canary',
    TUNNELWATCH_CONFIG: 'x.json',
  };
  expect(variablesOfFunction({ ...own, ...ofCommands })).toEqual(own);
});
