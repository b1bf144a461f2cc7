/**
 * Memory of the function, in MB, and with it its share of a processor. The largest run (10,000 groups with ten tunnels a hub) does not
 * fit in 256 with room; twice that costs a fifth more and nearly halves the time of a run, since much of it is CPU time.
 * `npm run bench -- --only memory` measures the one and computes the other (docs/performance.md).
 */
export const FUNCTION_MEMORY_MB = 512;
