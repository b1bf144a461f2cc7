/**
 * Memory of the function, in MB, and with it its share of a processor: the cheapest size that the largest run (10,000 groups with ten
 * tunnels a hub) fits with room. Half of it would save cents a month, and has no room for that; twice as much costs nearly half as
 * much again, for time that nobody waits for. `npm run bench -- --only memory` measures the one and computes the other
 * (docs/performance.md).
 */
export const FUNCTION_MEMORY_MB = 256;

/**
 * How the C library of the run time keeps memory (mallopt(3)): in one place for all threads, and what is freed at its end goes back at
 * once. What pages and answers leave behind is then not held beside JavaScript's own heap: a tenth of the largest run's memory.
 */
export const FUNCTION_ALLOCATION = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' } as const;
