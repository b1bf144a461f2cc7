/** What is deployed, by the template that `cdk deploy` would send. */
import { resourcesOf, synthesize } from '../../test/infra/synth.ts';
import type { Counted } from './bill.ts';
import type { MeasuredRun } from './measure.ts';

export function countDeployed(
  organizations: number,
  everyMinutes: number,
  { metrics }: MeasuredRun,
): Counted {
  const { template } = synthesize({
    organizations: Array.from({ length: organizations }, (_, index) => ({
      id: `org-${index}`,
      everyMinutes,
    })),
  });
  const count = (type: string): number => resourcesOf(template, type).size;
  const property = (type: string, name: string): number => {
    const [resource] = resourcesOf(template, type).values();
    return Number(resource?.Properties?.[name]);
  };
  const [first, second] = metrics;
  const own = [...second].filter((metric) => !first.has(metric)).length;
  const shared = second.size - own;
  return {
    organizations,
    secrets: count('AWS::SecretsManager::Secret'),
    alarms: count('AWS::CloudWatch::Alarm'),
    metrics: shared + own * organizations,
    dashboards: count('AWS::CloudWatch::Dashboard'),
    schedules: count('AWS::Scheduler::Schedule'),
    memoryMegabytes: property('AWS::Lambda::Function', 'MemorySize'),
    logDays: property('AWS::Logs::LogGroup', 'RetentionInDays'),
  };
}
