/**
 * The position that a key moves to: arrows by one, Home and End to the ends; undefined for other keys.
 * @param places in ascending order
 * @param at current position; undefined if none is set: the arrows then start at the last
 */
export function moveAlong(
  places: readonly number[],
  at: number | undefined,
  key: string,
): number | undefined {
  const i = at === undefined ? places.length : places.findLastIndex((place) => place <= at + 1e-9);
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: i - 1,
    ArrowRight: i + 1,
    Home: 0,
    End: places.length - 1,
  };
  const to = moves[key];
  return to === undefined ? undefined : places[Math.max(0, Math.min(places.length - 1, to))];
}
