import { describe, expect, test } from '@jest/globals';
import { ENVIRONMENT } from '../../lib/names.ts';
import type { Answer } from './a-shell.ts';
import { type AnInstallation, eachWithInstallation, FUNCTION, reschedule } from './an-installation.ts';

let here: AnInstallation;
eachWithInstallation((fresh) => {
  here = fresh;
}, 5);

describe('tunnelwatch run', () => {
  test('makes a run with what the schedule sends, and shows what it came to', async () => {
    const { out, err, code } = await here.type('run');
    expect([err, code]).toEqual(['', 0]);
    expect(out).toMatch(
      /^Run 20260302T140000000Z-[0-9a-f]{8} of organization acme: complete, in \d\.\d s\.\n5 groups: \d connected.*\.\n5 changes, 1 alert sent\.\n$/,
    );
    expect(here.deployed.aws.published).toHaveLength(1);
    const { out: again } = await here.type('run', '--json');
    expect(JSON.parse(again)).toMatchObject({ outcome: 'complete', changes: 0, organization: 'acme' });
  });

  test('says why it failed, and what to do', async () => {
    here.deployed.simulator.apiKey.revoked = true;
    const { out, code } = await here.type('run');
    expect(out).toMatch(
      /: failed, in \d\.\d s\.\nAPI credentials refused: POST .* answered 401: .*\nSecure Access does not accept .*\nIn Secure Access, Admin > API Keys/,
    );
    expect(code).toBe(9);
  });

  test('says that another run is under way', async () => {
    let second: Promise<Answer> | undefined;
    here.deployed.aws.breakWith(async (operation) => {
      if (operation !== 'Query' || second !== undefined) return;
      second = here.type('run');
      await second;
    });
    expect((await here.type('run')).code).toBe(0);
    expect(await second).toMatchObject({
      out: expect.stringMatching(
        /: skipped, in 0\.0 s\.\nAnother run was under way\. Try again in a minute\.\n$/,
      ),
      code: 5,
    });
  });

  test('says that the function crashed, and where to look', async () => {
    delete here.deployed.variables[ENVIRONMENT.table];
    here.deployed.restart();
    const { err, code } = await here.type('run');
    expect(err).toMatch(
      /^The function ended with an error: EnvironmentError: The function's environment is incomplete: TUNNELWATCH_TABLE is missing.*\nLook at its log: aws logs tail tunnelwatch-log --since 10m\n$/,
    );
    expect(code).toBe(9);
  });

  test('says that the function is paused', async () => {
    here.deployed.aws.putFunction(FUNCTION, { handler: async () => null, reservedConcurrency: 0 });
    expect(await here.type('run')).toEqual({
      out: '',
      err: `Lambda does not run the function ${FUNCTION} now: its concurrency is 0, or that of the account is used up.\nIf somebody paused it: aws lambda delete-function-concurrency --function-name ${FUNCTION}\n`,
      code: 5,
    });
  });

  test('says that what the function returned is nothing it knows', async () => {
    here.deployed.aws.putFunction(FUNCTION, { handler: async () => ({ outcome: 'splendid' }) });
    expect((await here.type('run')).code).toBe(9);
  });

  test('asks which organization where there are several', async () => {
    reschedule(here.deployed, { id: 'globex' }, { name: 'globex' });
    expect(await here.type('run')).toMatchObject({
      err: 'The stack knows 2 organizations.\nSay which with --org: acme, globex.\n',
      code: 2,
    });
    expect(await here.type('run', '--org', 'globx')).toMatchObject({
      err: 'The stack knows no organization "globx".\nDid you mean globex?\n',
      code: 3,
    });
  });

  test('says that a schedule was changed by hand', async () => {
    reschedule(here.deployed, {}, { input: '{"version":7}' });
    const { err, code } = await here.type('run');
    expect(err).toMatch(
      /^What the schedule acme sends cannot be read: [\s\S]*version: found 7[\s\S]*Deploy again: npx cdk deploy\.\n$/,
    );
    expect(code).toBe(6);
  });
});
