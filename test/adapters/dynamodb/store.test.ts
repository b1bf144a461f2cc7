import { storeContract } from './store.contract.ts';
import { openTable } from './table.ts';

storeContract('the store on DynamoDB', () => openTable(), { histories: 6 });
