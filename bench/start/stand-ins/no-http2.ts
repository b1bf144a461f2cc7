/** Stands in for Node's HTTP/2, which undici loads and the function never uses, to see what a start would be without it. */
export const constants = {};

export default { constants };
