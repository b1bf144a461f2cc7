#!/usr/bin/env node
// Plain JavaScript, so that every supported Node.js can start it; tsx then reads the TypeScript beside it.
import { register } from 'tsx/esm/api';

register();
await import('./tunnelwatch.ts');
