import { isJsonObject, type JsonObject, listMember, objectMember } from '../json.ts';

/** The capacity units an output says were consumed, over all its tables; 0 where it says nothing. */
export function capacityOf(output: JsonObject): number {
  const single = objectMember(output, 'ConsumedCapacity');
  const all = single ? [single] : listMember(output, 'ConsumedCapacity');
  return all.reduce<number>((sum, each) => {
    const units = isJsonObject(each) ? each.CapacityUnits : undefined;
    return sum + (typeof units === 'number' ? units : 0);
  }, 0);
}
