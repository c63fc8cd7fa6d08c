/** Order of the cards on the Data page. */
import type { Place } from './place';

/** Sets that are ready come before those that must be downloaded. */
const ranks: Readonly<Record<Place['kind'], number>> = {
  'built-in': 0,
  here: 1,
  own: 2,
  unknown: 3,
  getting: 3,
  away: 3,
};

/** Stable within each kind. */
export function inOrder<T>(sets: readonly T[], placeOf: (set: T) => Place): readonly T[] {
  return [...sets].sort((a, b) => ranks[placeOf(a).kind] - ranks[placeOf(b).kind]);
}
