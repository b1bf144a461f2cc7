/** What every view is given. */
import type { Instant } from '../../core/time.ts';
import type { Address } from '../view-model/address.ts';
import type { PageClock } from '../view-model/clock.ts';
import type { Freshness } from '../view-model/freshness.ts';
import type { Go } from './navigation.ts';

export interface Shared {
  readonly organization: string;
  readonly address: Address;
  readonly go: Go;
  readonly clock: PageClock;
  readonly freshness: Freshness;
  /** Ticks each second: the server's time, as far as this machine can tell. */
  readonly now: Instant;
}
