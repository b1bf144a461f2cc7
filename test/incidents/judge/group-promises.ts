/** What is promised about one group, retold from the design: written from its words, not from the rules. */
import type { GroupPolicy, Policy } from '../../../lib/core/policy.ts';
import { type Instant, millisecondsBetween, plus } from '../../../lib/core/time.ts';
import { type Badness, badness, isWorse, type Stand } from './condition.ts';
import type { News } from './duty.ts';
import { isMeant } from './silences.ts';
import type { Sighting } from './truth.ts';

/** A group that is not well, from its confirmation on. */
export interface Outage {
  /** The poll that saw it first. */
  readonly cause: number;
  now: Stand;
  /** The poll that first saw it as bad as it is now. */
  changed: number;
  /** What people know of it. */
  told: Badness;
  toldAt: Instant | null;
  takenOn: boolean;
  rhythm: Rhythm | null;
}

/** It comes and goes. */
interface Rhythm {
  downSince: Instant | null;
  upSince: Instant | null;
  lastTold: Instant;
  quiet: number;
}

interface Moment {
  readonly sighting: Sighting;
  readonly isFirst: boolean;
  readonly silenced: boolean;
  readonly takenOn: boolean;
  readonly unobserved: number;
  /** A group of this name was removed within the time in which its successor takes over the watch. */
  readonly inherits: boolean;
}

/** Something to tell, and the poll that saw why. */
export interface ToTell {
  readonly news: News;
  readonly cause: number;
}

export class GroupPromises {
  readonly #policy: Policy;
  #watched = false;
  #born: Instant | null = null;
  #suspected: { readonly cause: number; polls: number } | null = null;
  #openings: Instant[] = [];
  #configuration: string | null = null;
  outage: Outage | null = null;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  get isWatched(): boolean {
    return this.#watched;
  }

  /** What the sighting obliges to tell; null for nothing. */
  see(moment: Moment): ToTell | null {
    const { sighting, isFirst, inherits, takenOn } = moment;
    const { stand, at } = sighting;
    const isNew = this.#born === null;
    this.#born ??= at;
    const isOldEnough = millisecondsBetween(this.#born, at) >= this.#policy.provisioning;
    this.#watched ||=
      (isNew && (isFirst || inherits)) || badness(stand) === 'ok' || stand === 'halved' || isOldEnough;
    const isConfigured = this.#isConfigured(sighting.group);
    if (takenOn && this.outage !== null) this.outage.takenOn = true;
    const policy = this.#policyFor(sighting);
    if (this.outage !== null) return this.#goOn(this.outage, moment, policy);
    if (stand === 'gone') {
      this.#suspected = null;
      return moment.silenced ? null : { news: 'removed', cause: sighting.poll };
    }
    if (stand === 'ok' || stand === 'absent' || !this.#watched) {
      if (stand !== 'absent') this.#suspected = null;
      const isTold = isConfigured && policy.tellConfiguration && stand !== 'absent' && !moment.silenced;
      return isTold ? { news: 'configured', cause: sighting.poll } : null;
    }
    return this.#suspect(stand, moment, policy);
  }

  #policyFor({ group }: Sighting): GroupPolicy {
    const meant = this.#policy.overrides.filter(({ match }) => isMeant(match, group));
    return Object.assign({}, this.#policy, ...meant.map(({ set }) => set));
  }

  /** Whether somebody has set it otherwise since it was last seen. */
  #isConfigured({ name, deviceType, region, routing, hubs }: Sighting['group']): boolean {
    const settings = hubs.map(({ id, primary, datacenter, authId }) => [id, primary, datacenter, authId]);
    const configuration = JSON.stringify([name, deviceType, region, routing, settings]);
    const isOther = this.#configuration !== null && this.#configuration !== configuration;
    this.#configuration = configuration;
    return isOther;
  }

  #suspect(
    stand: Exclude<Stand, 'ok' | 'absent' | 'gone'>,
    moment: Moment,
    policy: GroupPolicy,
  ): ToTell | null {
    const { poll, at } = moment.sighting;
    this.#suspected ??= { cause: poll, polls: 0 };
    this.#suspected.polls += 1;
    const { cause, polls } = this.#suspected;
    if (polls < policy.confirmation[stand === 'halved' ? 'redundancy lost' : stand]) return null;
    this.#suspected = null;
    this.#openings.push(at);
    const flaps = policy.flapping.enter.some(
      ({ openings, within }) => this.#openingsWithin(within, at) >= openings,
    );
    const rhythm = flaps
      ? { downSince: at, upSince: null, lastTold: at, quiet: policy.flapping.quiet }
      : null;
    this.outage = { cause, now: stand, changed: poll, told: 'ok', toldAt: null, takenOn: false, rhythm };
    if (moment.isFirst) {
      this.#told(this.outage, at);
      return null;
    }
    return this.#tellIfWorse(this.outage, moment);
  }

  #openingsWithin(milliseconds: number, now: Instant): number {
    return this.#openings.filter((at) => millisecondsBetween(at, now) < milliseconds).length;
  }

  #goOn(outage: Outage, moment: Moment, policy: GroupPolicy): ToTell | null {
    const { stand, poll } = moment.sighting;
    if (stand === 'gone') {
      this.#over();
      const isOwed = outage.told !== 'ok' || !moment.silenced;
      return isOwed ? { news: 'removed', cause: poll } : null;
    }
    if (stand === 'unknown' || stand === 'absent') {
      if (outage.rhythm?.upSince) outage.rhythm.upSince = null;
      return null;
    }
    return stand === 'ok' ? this.#up(outage, moment, policy) : this.#down(outage, stand, moment, policy);
  }

  #up(outage: Outage, { sighting: { at, poll }, unobserved }: Moment, policy: GroupPolicy): ToTell | null {
    const { rhythm, told } = outage;
    if (rhythm !== null) {
      rhythm.upSince = rhythm.upSince === null ? at : plus(rhythm.upSince, unobserved);
      rhythm.downSince = null;
      outage.now = 'ok';
      if (millisecondsBetween(rhythm.upSince, at) < policy.flapping.steady) return null;
      this.#openings = [];
    }
    this.#over();
    return told === 'ok' ? null : { news: 'ended', cause: poll };
  }

  #down(outage: Outage, stand: Stand, moment: Moment, policy: GroupPolicy): ToTell | null {
    const { at, poll } = moment.sighting;
    const [before, now] = [badness(outage.now), badness(stand)];
    outage.now = stand;
    if (before !== now) outage.changed = poll;
    const { rhythm } = outage;
    if (rhythm !== null) {
      rhythm.downSince ??= at;
      rhythm.upSince = null;
    }
    const worse = this.#tellIfWorse(outage, moment);
    if (worse !== null || moment.silenced) return worse;
    if (rhythm !== null && isStillDownDue(rhythm, at, policy)) {
      rhythm.lastTold = at;
      rhythm.quiet = Math.min(rhythm.quiet * 2, policy.flapping.quietMost);
      return { news: 'still down', cause: poll };
    }
    if (rhythm !== null || !isWorse(before, now) || !isWorse(outage.told, now)) return null;
    this.#told(outage, at);
    return { news: 'better', cause: poll };
  }

  #tellIfWorse(outage: Outage, { sighting, silenced }: Moment): ToTell | null {
    const was = outage.told;
    if (silenced || !isWorse(badness(outage.now), was)) return null;
    this.#told(outage, sighting.at);
    if (was !== 'ok') return { news: 'worse', cause: outage.changed };
    return { news: outage.rhythm === null ? 'opened' : 'flapping', cause: outage.cause };
  }

  #told(outage: Outage, at: Instant): void {
    outage.told = badness(outage.now);
    outage.toldAt = at;
    if (outage.rhythm !== null) outage.rhythm.lastTold = at;
  }

  #over(): void {
    this.outage = null;
  }
}

function isStillDownDue(
  { downSince, lastTold, quiet }: Rhythm,
  at: Instant,
  { flapping }: GroupPolicy,
): boolean {
  if (downSince === null || millisecondsBetween(downSince, at) < flapping.stillDownAfter) return false;
  return millisecondsBetween(lastTold, at) >= quiet;
}
