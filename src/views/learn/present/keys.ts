/** Keys of a presentation. Remote controls send PageDown and PageUp. */
export type Act = 'next' | 'back' | 'answer' | 'full' | 'end' | 'run';

const keys: ReadonlyMap<string, Act> = new Map([
  [' ', 'next'],
  ['ArrowRight', 'next'],
  ['PageDown', 'next'],
  ['b', 'back'],
  ['ArrowLeft', 'back'],
  ['PageUp', 'back'],
  ['a', 'answer'],
  ['f', 'full'],
  ['Escape', 'end'],
  ['Enter', 'run'],
]);
/** These operate a control that has the focus. */
const OF_CONTROLS = [' ', 'Enter'];

interface Pressed {
  readonly key: string;
  /** Whether a control has the focus. */
  readonly onControl: boolean;
  /** Whether letters and digits act, which the user can turn off. */
  readonly letters: boolean;
}

/** An act, or the digit of an option. */
export function actOf({ key, onControl, letters }: Pressed): Act | number | undefined {
  if (onControl && OF_CONTROLS.includes(key)) return undefined;
  if (/^[1-9]$/.test(key)) return letters ? Number(key) : undefined;
  if (/^[a-z]$/i.test(key)) return letters ? keys.get(key.toLowerCase()) : undefined;
  return keys.get(key);
}
