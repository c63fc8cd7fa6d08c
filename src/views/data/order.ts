/** In which order the Data page shows its cards. */
import type { Place } from './place';

/** What can be used at once comes before what must be fetched first. */
const ranks: Readonly<Record<Place['kind'], number>> = {
  'built-in': 0,
  here: 1,
  own: 2,
  unknown: 3,
  getting: 3,
  away: 3,
};

/** Sets of the same kind stay as they are. */
export function inOrder<T>(sets: readonly T[], placeOf: (set: T) => Place): readonly T[] {
  return [...sets].sort((a, b) => ranks[placeOf(a).kind] - ranks[placeOf(b).kind]);
}
