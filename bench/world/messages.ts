/** What a bench and the world's process say to each other. */

/** Where the world is. */
export interface World {
  readonly apiUrl: string;
  readonly tokenUrl: string;
  readonly secretArn: string;
  readonly topicArn: string;
  readonly completeRunsQueue: string;
  /** Variables by which the AWS SDK finds the local AWS. */
  readonly environment: Readonly<Record<string, string>>;
  readonly endpoints: { readonly dynamodb: string; readonly sns: string; readonly sqs: string };
}

/** A call that reached the local AWS. */
export interface AwsCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What has been asked of the world so far. */
export interface Seen {
  readonly pages: number;
  readonly tokens: number;
  readonly connections: number;
  readonly published: number;
}

/** Every request: its argument, and its answer. */
export interface WorldAnswers {
  world: [null, World];
  /** A new fleet, all connected; answers with the bytes of its pages. `tunnels`: so many on each hub. */
  fleet: [{ readonly groups: number; readonly tunnels?: number }, number];
  /** Some groups, counted from the first, go down or come up. */
  turn: [{ readonly from: number; readonly count: number; readonly up: boolean }, null];
  /** Milliseconds that the API takes for a page. */
  latency: [number, null];
  table: [string, null];
  copy: [{ readonly from: string; readonly to: string }, null];
  /** Calls to AWS are noted from here on, until `recorded` asks for them. */
  record: [null, null];
  recorded: [null, readonly AwsCall[]];
  /** After so many more calls AWS is not reached any more; null ends that. */
  kill: [number | null, null];
  /** Frees the organization `acme` in a table from the lease of a run that was killed, as time would. */
  endLease: [string, null];
  seen: [null, Seen];
  /** Calls, write units and read units of DynamoDB so far. */
  used: [null, { readonly calls: number; readonly units: number; readonly reads: number }];
  /** The text of a page; null where there is none. */
  page: [number, string | null];
  close: [null, null];
}

export interface Ask {
  readonly number: number;
  readonly name: keyof WorldAnswers;
  readonly argument: unknown;
}

export interface Told {
  readonly number: number;
  readonly answer?: unknown;
  readonly error?: string;
}
