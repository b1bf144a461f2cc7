const PLACES =
  'Harbor,Lakeside,Quarry,Old Mill,North Gate,Riverside,Summit,Orchard,Station,Market,Airport,Foundry,Meadow,Canal,Hilltop,Granary,Bayview,Cedar,Ferry,Stonebridge,Elm Street,Southfield,Westpoint,Eastfield,Parkway,Chapel,Brook,Highland,Sandbank,Tannery,Vineyard,Windmill,Kingsway,Crossroads,Prairie,Lighthouse,Copper,Willow,Beacon,Terrace'.split(
    ',',
  );
const KINDS =
  'Depot,Clinic,Site,Warehouse,Branch,Store,Plant,Office,Lab,School,Yard,Terminal,Pharmacy,Library,Workshop,Kiosk,Data Room,Call Center,Showroom,Studio,Bakery,Garage,Hangar,Archive'.split(
    ',',
  );

/** Names at the limits that Cisco documents, 1 and 50 characters, and the only index at which each is given. */
const EXTREMES: ReadonlyMap<number, string> = new Map([
  [7, 'Q'],
  [11, 'Regional Distribution and Returns Center - Block 2'],
]);

// Prime, so that stepping by it meets every pair of place and kind before it meets one again; and near the golden
// section of their number, so that neighbours by name have nothing else in common.
const STRIDE = 593;

/**
 * The name of the `index`th branch of a seeded fleet: letters, digits, spaces and hyphens, 1 to 50 characters,
 * never the same for two indexes of one seed.
 */
export function branchName(seed: number, index: number): string {
  const extreme = EXTREMES.get(index);
  if (extreme !== undefined) return extreme;
  const pairs = PLACES.length * KINDS.length;
  const pair = ((index % pairs) * STRIDE + seed) % pairs;
  const place = PLACES[Math.floor(pair / KINDS.length)];
  const kind = KINDS[pair % KINDS.length];
  const round = Math.floor(index / pairs);
  return round === 0 ? `${place} ${kind}` : `${place} ${kind} - ${round + 1}`;
}
