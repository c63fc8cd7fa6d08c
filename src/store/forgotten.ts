/**
 * What a person removed. It is gone at once for the eye and can be had back for some seconds; its bytes go when those
 * are over, or, where the page was left before, at the next visit.
 */
const KEY = 'f3-lab.removed';

/** Own sets' ids and folders' names. */
const now = new Set<string>();
let before: readonly string[] | undefined;

// Storage may be refused (private windows, policies): nothing is kept there in that case either.
function read(): readonly string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
function write(): void {
  try {
    const all = [...(before ?? []), ...now];
    if (all.length > 0) localStorage.setItem(KEY, JSON.stringify(all));
    else localStorage.removeItem(KEY);
  } catch {}
}

/** What earlier visits removed and could not let go of. */
export function forgottenBefore(): readonly string[] {
  before ??= read();
  return before;
}
/** It is gone now. */
export function settleForgotten(what: readonly string[]): void {
  before = (before ?? []).filter((one) => !what.includes(one));
  for (const one of what) now.delete(one);
  write();
}

export const isForgotten = (what: string): boolean => now.has(what);

export function forgetSoon(what: string): void {
  forgottenBefore();
  now.add(what);
  write();
}
/** The person wants it back. */
export function remember(what: string): void {
  now.delete(what);
  write();
}
