/** `99.98 %`, rounded down: what was down for a minute was not up for all of it. Nothing where nothing is known. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined) return '';
  if (share === 1) return '100 %';
  return `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`;
}
