/** The dead-man alarm of the template, over what the function as it is deployed sends to its queue. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MINUTE } from '../../lib/core/time.ts';
import { fault } from '../../lib/simulator/fault.ts';
import { resourcesOf, synthesize } from '../infra/synth.ts';
import { aBundle, aDeployment, type Deployment } from './a-deployment.ts';

const bundle = aBundle();
let deployed: Deployment;

beforeEach(async () => {
  deployed = await aDeployment(bundle);
});
afterEach(async () => {
  await deployed.close();
});

const alarm = [
  ...resourcesOf(synthesize({ organizations: [{ id: 'acme' }] }).template, 'AWS::CloudWatch::Alarm').values(),
].find(({ Properties }) => Properties.AlarmName === 'Tunnelwatch: no complete run of acme')?.Properties;

/**
 * What CloudWatch would make of it now: the last whole periods, each with the messages that were sent in it. SQS may report 0 or
 * nothing for a period without any; the alarm must take both alike.
 */
function rings(): boolean {
  const { Period, EvaluationPeriods, Threshold, ComparisonOperator, TreatMissingData } = Object(alarm);
  expect([ComparisonOperator, TreatMissingData]).toEqual(['LessThanThreshold', 'breaching']);
  const length = Period * 1_000;
  const end = Math.floor(deployed.clock.now() / length) * length;
  const sent = deployed.aws.sentTo(deployed.completeRuns);
  const sums = Array.from({ length: EvaluationPeriods }, (_, index) => {
    const from = end - (index + 1) * length;
    return sent.filter((at) => at >= from && at < from + length).length;
  });
  return sums.every((sum) => sum < Threshold);
}

async function runs(count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await deployed.run();
}

describe('The dead-man alarm', () => {
  test('is quiet while runs complete, and looks at the queue that they are counted by', async () => {
    await runs(12);
    expect(rings()).toBe(false);
    expect(deployed.aws.sentTo(deployed.completeRuns)).toHaveLength(12);
    expect(alarm?.Dimensions[0].Value['Fn::GetAtt'][0]).toContain('acmeCompleteRuns');
  });

  test('rings when no run completed for ten minutes, although all of them ran; and is over with the next that does', async () => {
    await runs(2);
    deployed.simulator.faults.add(fault.loginPage(), { on: 'list' });
    await runs(10);
    expect(rings()).toBe(false);
    await runs(1);
    expect(rings()).toBe(true);
    deployed.simulator.faults.clear();
    await runs(2);
    expect(rings()).toBe(false);
  });

  test('rings when nothing runs at all', async () => {
    await runs(2);
    await deployed.clock.sleep(12 * MINUTE);
    expect(rings()).toBe(true);
  });

  test('rings when runs cannot be counted: the run is complete all the same, and the log says why it is not heard of', async () => {
    await runs(1);
    deployed.aws.breakWith((operation) =>
      operation === 'SendMessage'
        ? { error: { name: 'AccessDenied', message: 'User is not authorized to perform: sqs:sendmessage' } }
        : undefined,
    );
    for (let made = 0; made < 12; made += 1)
      expect(await deployed.run()).toMatchObject({ outcome: 'complete', failure: null });
    expect(rings()).toBe(true);
    expect(deployed.lines.map((line): unknown => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        message: 'Somebody who expects to hear of each complete run did not.',
        listener: "the dead-man alarm's queue",
        problem: 'SQS answered 400: AccessDenied: User is not authorized to perform: sqs:sendmessage',
      }),
    );
  });

  test('is told nothing by a run of a schedule that names no queue, as an older version deployed it', async () => {
    expect(await deployed.run(deployed.payload({ completeRunsQueue: null }))).toMatchObject({
      outcome: 'complete',
    });
    expect(deployed.aws.sentTo(deployed.completeRuns)).toEqual([]);
  });
});
