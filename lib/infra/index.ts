/** Tunnelwatch for CDK apps: what is meant to be used from outside of this repository. */
export { createApp } from './app.ts';
export type { BroughtSecret, TunnelwatchProps } from './props.ts';
export { TunnelwatchStack, type TunnelwatchStackProps } from './stack.ts';
export { Tunnelwatch } from './tunnelwatch.ts';
