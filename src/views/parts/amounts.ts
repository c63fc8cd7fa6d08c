/** Amounts of data in words. */
/** Size, name, and the fewest bytes that are told in it. */
const units = [
  [1e9, 'GB', 999.5e6],
  [1e6, 'MB', 99.5e3],
  [1e3, 'kB', 0],
] as const;
const unitOf = (bytes: number) => units.find(([, , least]) => bytes >= least) ?? units[2];

/** A number of at most three digits. */
const short = (n: number): string => (n < 9.95 ? String(Number(n.toFixed(1))) : String(Math.round(n)));

/** "11 MB", "0.3 MB", "4 GB": thousands, as shops and disks count. */
export function bytesText(bytes: number): string {
  const [size, unit] = unitOf(bytes);
  return `${short(bytes / size)} ${unit}`;
}

/** "61 of 163 MB", in the unit of the whole. */
export function amountText(done: number, total: number): string {
  if (total <= 0) return bytesText(done);
  const [size, unit] = unitOf(total);
  return `${short(done / size)} of ${short(total / size)} ${unit}`;
}

/** What a pause costs. */
export const PAUSED = 'Whole files stay; the one on its way starts anew.';
