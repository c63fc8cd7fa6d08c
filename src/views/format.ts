/** Numbers as people read them here: minus U+2212, a narrow space before the percent sign. */
const THIN = '\u202f';
const MINUS = '\u2212';
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const count = (n: number): string => whole.format(n);

function signed(text: string): string {
  return text.replaceAll('-', MINUS);
}
export function percent(fraction: number, digits: number): string {
  return `${signed((fraction * 100).toFixed(digits))}${THIN}%`;
}
export function points(fraction: number): string {
  return signed((fraction * 100).toFixed(2));
}
export function degrees(angle: number): string {
  return `${signed(angle.toFixed(1))}°`;
}
/** Three digits that count, for numbers of any size. */
export function threeDigits(n: number): string {
  const size = Math.abs(n);
  if (size >= 1000 && size < 1e6) return signed(count(n));
  if (size !== 0 && (size < 0.001 || size >= 1e6)) return signed(n.toExponential(2).replace('e+', 'e'));
  return signed(n.toPrecision(3));
}
/** A loss in tables: four digits that count, zeros at the end included. */
export function fourDigits(n: number): string {
  const size = Math.abs(n);
  if (size !== 0 && (size < 0.001 || size >= 1e6)) return signed(n.toExponential(3).replace('e+', 'e'));
  return signed(size >= 10_000 ? count(n) : n.toPrecision(4));
}
/** "18.6×": how many times as much. */
export function times(ratio: number): string {
  return `${ratio >= 1000 ? count(ratio) : ratio.toPrecision(3)}×`;
}
export function lossText(loss: number): string {
  return loss >= 1000 ? loss.toExponential(2) : loss >= 100 ? loss.toFixed(0) : loss.toPrecision(3);
}
export function seconds(s: number): string {
  return `${s < 10 ? s.toFixed(1) : s.toFixed(0)}${THIN}s`;
}
export function clock(s: number): string {
  const whole = Math.round(s);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
/** "Four networks", "One network". */
export function counted(n: number, noun: string): string {
  return `${words[n] ?? count(n)} ${noun}${n === 1 ? '' : 's'}`;
}
