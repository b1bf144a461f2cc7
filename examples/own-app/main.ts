import { createApp } from '../../lib/infra/index.ts';
import { addNetworkStack } from './app.ts';

addNetworkStack(createApp());
