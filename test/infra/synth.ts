import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { configurationIn } from '../../lib/config/file.ts';
import { createApp } from '../../lib/infra/app.ts';
import { TunnelwatchStack } from '../../lib/infra/stack.ts';

export interface Synthesized {
  readonly app: App;
  readonly template: Template;
}

const synthesized = new Map<string, Synthesized>();

/** The stack for a configuration file with this content. The function's code is not bundled: templates do not show it. */
export function synthesize(content: object = {}): Synthesized {
  const key = JSON.stringify(content);
  const known = synthesized.get(key) ?? synthesizeAnew(content);
  synthesized.set(key, known);
  return known;
}

/** An app without the function's code. CDK's own check of templates takes seconds: `.ci/run` has it done by `cdk synth`, as a deployment does. */
export function anApp(): App {
  return createApp({
    context: { 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: false,
    stackTraces: false,
  });
}

/** The same, whether or not it has been done before. */
export function synthesizeAnew(content: object = {}): Synthesized {
  const app = anApp();
  const config = configurationIn('test', { email: ['you@example.com'], ...content });
  const stack = new TunnelwatchStack(app, config.stackName, { config });
  return { app, template: Template.fromStack(stack) };
}

/** One resource of a template, as it stands there. */
export type Resource = ReturnType<Template['findResources']>[string];

/** All resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): ReadonlyMap<string, Resource> {
  return new Map(Object.entries(template.findResources(type)));
}

/** The only resource of a type, and with this in its logical id. */
export function theOnly(
  template: Template,
  type: string,
  part = '',
): readonly [logicalId: string, resource: Resource] {
  const [entry, ...others] = [...resourcesOf(template, type)].filter(([id]) => id.includes(part));
  if (entry === undefined || others.length > 0) throw new Error(`There is not exactly one ${type} ${part}.`);
  return entry;
}
