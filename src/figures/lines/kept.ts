/** Keeps what was last derived from fixed points, for as long as these are there. */
import type { Columns } from './line';

/** The function, computed again for the same fixed points only where another argument has changed. */
export function kept<A extends readonly unknown[], R>(
  of: (columns: Columns, ...others: A) => R,
): (columns: Columns, ...others: A) => R {
  const results = new WeakMap<Columns, { readonly others: A; readonly result: R }>();
  return (columns, ...others) => {
    if (!columns.fixed) return of(columns, ...others);
    const before = results.get(columns);
    if (before && others.every((other, i) => Object.is(other, before.others[i]))) return before.result;
    const result = of(columns, ...others);
    results.set(columns, { others, result });
    return result;
  };
}
