/**
 * Leaves out of the text of a page, as it arrives, what nobody keeps: of each tunnel all but its far end and its status. The rest
 * of a tunnel (counters, ages, algorithms) is most of a page. So a page is never in memory whole, and what is left of it is parsed
 * in a fraction of the time.
 *
 * What is left of valid JSON is the JSON of the same value with those members left out. What is not JSON stays so, except inside
 * of what is left out, which is only followed from bracket to bracket.
 */
import type { Gathering } from './http.ts';

/** A list of tunnels, and what of a tunnel is kept (`peerOf` in `hub.ts`). */
const TUNNELS = Buffer.from('"tunnelsStatus"');
const KEPT = ['"peerIp"', '"status"'].map((name) => Buffer.from(name));

const [QUOTE, BACKSLASH, COMMA, COLON, LIST] = [...Buffer.from('"\\,:[')] as [
  number,
  number,
  number,
  number,
  number,
];

/** What a byte outside of a text may mean. */
const [NOTHING, TEXT, OPENS, CLOSES, ENDS_MEMBER] = [0, 1, 2, 3, 4];
const MEANING = new Uint8Array(256);
for (const [bytes, meaning] of [
  ['"', TEXT],
  ['[{', OPENS],
  [']}', CLOSES],
  [',', ENDS_MEMBER],
] as const)
  for (const byte of Buffer.from(bytes)) MEANING[byte] = meaning;

const WHITE = new Set(Buffer.from(' \t\n\r'));

export class PageSieve implements Gathering {
  #kept = Buffer.allocUnsafe(64 * 1_024);
  #length = 0;
  /** Brackets open. */
  #depth = 0;
  /** Within a text; and after a backslash of it. */
  #inText = false;
  #escaped = false;
  /** How many brackets are open within the list of tunnels that is being read; 0 outside of one. */
  #list = 0;
  /** Where the member of a tunnel that is being read begins in what is kept; -1 outside of a tunnel. */
  #member = -1;

  text(): string {
    return this.#kept.toString('utf8', 0, this.#length);
  }

  take(piece: Uint8Array): void {
    // Up to where the piece has been kept or left out; and where in it the member that is being read begins, if it does.
    let [done, begun] = [0, -1];
    // The state in variables of this call: fields would be read again for each byte.
    let [depth, list, inText, escaped] = [this.#depth, this.#list, this.#inText, this.#escaped];
    const length = piece.length;
    for (let at = 0; at < length; at += 1) {
      if (inText) {
        if (escaped) [escaped, at] = [false, at + 1];
        while (at < length && piece[at] !== QUOTE && piece[at] !== BACKSLASH) at += 1;
        if (at >= length) break;
        if (piece[at] === QUOTE) inText = false;
        else escaped = true;
        continue;
      }
      while (at < length && MEANING[piece[at] as number] === NOTHING) at += 1;
      if (at >= length) break;
      const byte = piece[at] as number;
      const meaning = MEANING[byte];
      if (meaning === TEXT) inText = true;
      else if (meaning === OPENS) {
        depth += 1;
        if (list === 0 ? byte !== LIST : byte === LIST || depth !== list + 1) continue;
        done = this.#keep(piece, done, at + 1);
        if (list > 0) [this.#member, begun] = [this.#length, done];
        else if (this.#isAtTunnels()) list = depth;
      } else if (this.#member >= 0 && depth === list + 1) {
        const isLast = meaning === CLOSES;
        done = this.#endMember(piece, { done, begun, end: isLast ? at : at + 1 });
        if (isLast && this.#kept[this.#length - 1] === COMMA) this.#length -= 1;
        [this.#member, begun] = isLast ? [-1, -1] : [this.#length, done];
        if (isLast) depth -= 1;
      } else if (meaning === CLOSES) {
        depth -= 1;
        if (depth < list) list = 0;
      }
    }
    this.#keep(piece, done, piece.length);
    [this.#depth, this.#list, this.#inText, this.#escaped] = [depth, list, inText, escaped];
  }

  /** Keeps the member that ends before `end`, or leaves it out. Returns `end`, up to where that is done. */
  #endMember(
    piece: Uint8Array,
    { done, begun, end }: { readonly done: number; readonly begun: number; readonly end: number },
  ): number {
    if (begun >= 0 && isOther(piece, begun, end)) return end;
    this.#keep(piece, done, end);
    if (begun < 0 && isOther(this.#kept, this.#member, this.#length)) this.#length = this.#member;
    return end;
  }

  /** Returns `to`, up to where the piece is kept then. */
  #keep(piece: Uint8Array, from: number, to: number): number {
    const length = this.#length + to - from;
    if (length > this.#kept.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.#kept.length * 2));
      this.#kept.copy(larger, 0, 0, this.#length);
      this.#kept = larger;
    }
    for (let at = from; at < to; at += 1) this.#kept[this.#length + at - from] = piece[at] as number;
    this.#length = length;
    return to;
  }

  /** Whether the bracket that was just kept opens a list of tunnels. */
  #isAtTunnels(): boolean {
    const before = (position: number): number => {
      let at = position - 1;
      while (WHITE.has(this.#kept[at] ?? 0)) at -= 1;
      return at;
    };
    const colon = before(this.#length - 1);
    if (this.#kept[colon] !== COLON) return false;
    const end = before(colon) + 1;
    return TUNNELS.equals(this.#kept.subarray(Math.max(0, end - TUNNELS.length), end));
  }
}

/** Whether a member of a tunnel has a name, and none that is kept. A name with escapes may be any. */
function isOther(bytes: Uint8Array, from: number, to: number): boolean {
  let begin = from;
  while (WHITE.has(bytes[begin] as number)) begin += 1;
  if (bytes[begin] !== QUOTE) return false;
  for (const name of KEPT) if (beginsWith(bytes, begin, name)) return false;
  for (let at = begin + 1; at < to; at += 1) {
    if (bytes[at] === QUOTE) return true;
    if (bytes[at] === BACKSLASH) return false;
  }
  return false;
}

function beginsWith(bytes: Uint8Array, from: number, name: Uint8Array): boolean {
  for (let index = 0; index < name.length; index += 1) if (bytes[from + index] !== name[index]) return false;
  return true;
}
