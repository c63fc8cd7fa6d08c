/** Numbers of the Inside column: a few digits that count, with a true minus sign. */
const MINUS = '\u2212';
const THIN = '\u202f';

const signed = (text: string): string => text.replace('e+', 'e').replaceAll('-', MINUS);

/** So many digits that count, without zeros behind them; very small and very large ones with a power of ten. */
function digits(n: number, count: number, behind = count - 1): string {
  if (Number.isNaN(n)) return 'not a number';
  const size = Math.abs(n);
  if (size !== 0 && (size < 0.0005 || size >= 1e5)) return signed(n.toExponential(behind));
  return signed(String(Number(n.toPrecision(count))));
}

/** A value under the cursor: "−0.0431". */
export const numberText = (n: number): string => digits(n, 3);
/** The end of a scale: "0.11". */
export const scaleText = (n: number): string => digits(n, 2, 0);

function scaled(n: number, units: readonly string[]): string {
  let [value, i] = [Math.abs(n), 0];
  while (value >= 999.5 && i < units.length - 1) {
    value /= 1000;
    i += 1;
  }
  const text = i === 0 && Number.isInteger(value) ? String(value) : value.toPrecision(value < 9.95 ? 2 : 3);
  return signed(`${n < 0 ? '-' : ''}${text}${units[i] ? `${THIN}${units[i]}` : ''}`);
}

/** Decimal units, as the papers have them: "2.3 MB". */
export const bytesText = (bytes: number): string => scaled(bytes, ['B', 'kB', 'MB', 'GB', 'TB']);
/** "59 M": thousands, millions, thousand millions. */
export const amountText = (n: number): string => scaled(n, ['', 'k', 'M', 'G', 'T']);
