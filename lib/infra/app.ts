import { createRequire } from 'node:module';
import { App, type AppProps } from 'aws-cdk-lib';

/**
 * CDK's switches for behaviour that was corrected after a release, all at what CDK recommends for new projects. They come
 * with the library, whose version is fixed; the golden template shows what an upgrade would change.
 */
const recommended: Readonly<Record<string, unknown>> = createRequire(import.meta.url)(
  'aws-cdk-lib/recommended-feature-flags.json',
);

/** A CDK app as this project's stacks expect it. */
export function createApp(props: AppProps = {}): App {
  return new App({ ...props, context: { ...recommended, ...props.context } });
}
