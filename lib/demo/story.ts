/** What the demo says, as plain data, and how a person or a program reads it. */
import type { StatusCounts } from '../core/fleet/group.ts';
import type { Instant } from '../core/time.ts';

/** The figures at the end. Bytes and rows are those of the whole table. */
export interface DemoSummary {
  readonly runs: number;
  readonly completeRuns: number;
  readonly groups: number;
  readonly changes: number;
  readonly alerts: readonly string[];
  readonly apiCalls: number;
  readonly tokenRequests: number;
  readonly rowsStored: number;
  readonly bytesStored: number;
}

/** Runs one after another that have nothing new to say, or fail in the same way. For people only. */
export interface Stretch {
  readonly type: 'stretch';
  readonly from: Instant;
  readonly to: Instant;
  readonly runs: number;
  /** null where they saw everything, and nothing new. */
  readonly failure: string | null;
}

/** One thing the demo says; `at` is simulated time. */
export type Scene =
  | { readonly type: 'opening'; readonly groups: number }
  /** Something happens in the simulated organization. */
  | { readonly type: 'happening'; readonly at: Instant; readonly what: string }
  | {
      readonly type: 'run';
      readonly at: Instant;
      readonly outcome: string;
      readonly changes: number;
      readonly alerts: number;
      readonly failure: string | null;
    }
  | { readonly type: 'alert'; readonly at: Instant; readonly subject: string; readonly email: string }
  | {
      readonly type: 'answer';
      readonly question: Instant;
      readonly counts: StatusCounts;
      readonly notConnected: readonly string[];
    }
  | Stretch
  | ({ readonly type: 'summary' } & DemoSummary);

/** The time of day of an instant, UTC: `09:12`. */
export function timeOfDay(at: Instant): string {
  return at.slice(11, 16);
}

/**
 * Adds the stretches: each is told when something comes that does not belong to it. A run that changed something or sent
 * an alert belongs to none.
 */
export function inStretches(tell: (scene: Scene) => void): (scene: Scene) => void {
  let stretch: Stretch | null = null;
  return (scene) => {
    const next = scene.type === 'run' ? longer(stretch, scene) : null;
    if (stretch !== null && next?.from !== stretch.from) tell(stretch);
    stretch = next;
    tell(scene);
  };
}

function longer(
  stretch: Stretch | null,
  { at, failure, changes, alerts }: Extract<Scene, { type: 'run' }>,
): Stretch | null {
  if (failure === null && changes + alerts > 0) return null;
  if (stretch === null || stretch.failure !== failure)
    return { type: 'stretch', from: at, to: at, runs: 1, failure };
  return { ...stretch, to: at, runs: stretch.runs + 1 };
}

/** For programs: one JSON object a line. There are no stretches: every run has its own line here. */
export function asJson(scene: Scene): string | null {
  return scene.type === 'stretch' ? null : JSON.stringify(scene);
}

const INDENT = ' '.repeat(7);

/** For people; null where there is nothing to say. `recipient` is whose mail is shown. */
export function asText(scene: Scene, recipient: string): string | null {
  switch (scene.type) {
    case 'opening':
      return opening(scene.groups);
    case 'happening':
      return `\n${timeOfDay(scene.at)}  ${scene.what}`;
    case 'run':
      return recorded(scene);
    case 'stretch':
      return stretch(scene);
    case 'alert':
      return mail(scene, recipient);
    case 'answer':
      return answer(scene);
    case 'summary':
      return closing(scene);
  }
}

function opening(groups: number): string {
  return [
    `A day of an organization with ${groups} network tunnel groups, polled every minute.`,
    'Real: the function as it is deployed, HTTP, a DynamoDB engine, the protocols of SNS and Secrets Manager.',
    'Simulated: Secure Access and the clock. Times are UTC. Nothing leaves this machine.',
  ].join('\n');
}

/** A run that found something which nobody is told; other runs are in a stretch, or their alerts follow. */
function recorded({ at, failure, changes, alerts }: Extract<Scene, { type: 'run' }>): string | null {
  if (failure !== null || changes === 0 || alerts > 0) return null;
  return `${timeOfDay(at)}  ${changes} ${changes === 1 ? 'change is' : 'changes are'} recorded: no message.`;
}

function stretch({ from, to, runs, failure }: Stretch): string {
  const when = from === to ? timeOfDay(from) : `${timeOfDay(from)}-${timeOfDay(to)}`;
  if (failure === null) return `${when}  ${runs} ${runs === 1 ? 'run' : 'runs'}, nothing new: no message.`;
  return `${when}  ${runs === 1 ? '1 run fails' : `${runs} runs fail`} (${failure}); no tunnel's state is touched.`;
}

function mail({ at, subject, email }: Extract<Scene, { type: 'alert' }>, recipient: string): string {
  const lines = [`To: ${recipient}`, `Subject: ${subject}`, '', ...email.trimEnd().split('\n')];
  return [
    `${timeOfDay(at)}  An alert goes out:`,
    `${INDENT}┌${'─'.repeat(78)}`,
    ...lines.map((line) => `${INDENT}│ ${line}`.trimEnd()),
    `${INDENT}└${'─'.repeat(78)}`,
  ].join('\n');
}

function answer({ question, counts, notConnected }: Extract<Scene, { type: 'answer' }>): string {
  const total = counts.connected + counts.warning + counts.disconnected + counts.unknown;
  const parts = [
    `${counts.connected} connected`,
    `${counts.warning} warning`,
    `${counts.disconnected} disconnected`,
    `${counts.unknown} unknown`,
  ];
  const names = notConnected.map((name) => `${INDENT}- ${name}`);
  return [
    `\nThe fleet at ${timeOfDay(question)}, from the stored snapshots: ${total} groups, ${parts.join(', ')}.`,
    ...names,
  ].join('\n');
}

function closing(summary: DemoSummary): string {
  const { runs, completeRuns, changes, alerts, apiCalls, tokenRequests, rowsStored, bytesStored } = summary;
  return [
    '\nThe day in figures',
    `  ${runs} runs, ${completeRuns} of them complete, over ${summary.groups} groups`,
    `  ${apiCalls} API calls with ${tokenRequests} tokens`,
    `  ${changes} changes, ${alerts.length} alerts:`,
    ...alerts.map((subject) => `    ${subject}`),
    `  ${rowsStored} rows, ${bytesStored} bytes in the table`,
  ].join('\n');
}
