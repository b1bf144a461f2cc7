/**
 * Run as a process of its own, to be killed: writes one generation of 50 items after another, each in one
 * transaction, into the local AWS in the folder given, and prints the number of each that was committed.
 */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { key, openWorld } from './support.ts';

const [path = ''] = process.argv.slice(2);
const { documents } = await openWorld({ path });
for (let generation = 1; ; generation += 1) {
  const items = Array.from({ length: 50 }, (_, index) => ({ ...key(`n${index}`), generation }));
  const TransactItems = items.map((Item) => ({ Put: { TableName: 'things', Item } }));
  await documents.send(new TransactWriteCommand({ TransactItems }));
  process.stdout.write(`${generation}\n`);
}
