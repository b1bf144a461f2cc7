/** Figures as columns show them. */
import { DAY, HOUR, MINUTE, SECOND } from '../../core/time.ts';

const UNITS: readonly (readonly [number, string])[] = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'm'],
  [SECOND, 's'],
];

/** Milliseconds by their two largest units, rounded down: `42s`, `11m`, `2h 5m`, `3d 4h`; `0` for nothing at all. */
export function span(milliseconds: number): string {
  const index = UNITS.findIndex(([unit]) => milliseconds >= unit);
  const [unit, letter] = UNITS[index] ?? [SECOND, 's'];
  if (milliseconds <= 0) return '0';
  if (index === -1) return '<1s';
  const [next, nextLetter] = UNITS[index + 1] ?? [0, ''];
  const rest = next === 0 || unit === MINUTE ? 0 : Math.floor((milliseconds % unit) / next);
  return `${Math.floor(milliseconds / unit)}${letter}${rest === 0 ? '' : ` ${rest}${nextLetter}`}`;
}

/** The same; `-` where there is none. */
export function spanOr(milliseconds: number | null): string {
  return milliseconds === null ? '-' : span(milliseconds);
}

/** A share of 1, rounded down, so that nothing is called whole that is not: `99.987%`; `-` where there is none. */
export function percent(share: number | null): string {
  if (share === null) return '-';
  if (share === 1) return '100%';
  // Shares are quotients of whole milliseconds; what binary fractions lose must not make 28.9% of 29%.
  const thousandths = Math.floor(share * 100_000 + 1e-7);
  return `${(Math.min(thousandths, 99_999) / 1_000).toFixed(3)}%`;
}
