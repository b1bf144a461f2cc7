declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** dynalite's own options that are used here (its readme has them all). */
  type Options = {
    /** Folder of the LevelDB store; in memory where not given. */
    path?: string;
    /** Milliseconds a table stays CREATING, DELETING, UPDATING. */
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  };

  /** A server that speaks DynamoDB's protocol; closing it closes the store. */
  export default function dynalite(options?: Options): Server;
}
