/**
 * Memory of the function, in MB, and with it its share of a processor. The largest runs fit with room, and more costs more than the
 * time it saves is worth: `npm run bench -- --only memory` measures the one and computes the other (docs/performance.md).
 */
export const FUNCTION_MEMORY_MB = 256;
