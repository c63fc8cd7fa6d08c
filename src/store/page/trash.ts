/**
 * What a person removed. It is gone at once for the eye and can be had back for some seconds; its bytes go when those
 * are over, or, where the page was left before, at the next visit. The list is shared by all tabs, so it is read
 * anew before each change.
 */
const KEY = 'f3-lab.removed';
/** Bytes come and go in one tab at a time. */
const WORK = 'f3-lab.removing';
/** Held by a tab that offers to bring something back. */
const offerOf = (what: string): string => `f3-lab.offers ${what}`;
/** Milliseconds for which another tab may offer it, where the browser cannot say whether one does. */
const GRACE = 60_000;

interface Entry {
  /** An own set's id, or a folder's name. */
  readonly what: string;
  /** When, in milliseconds. */
  readonly at: number;
}

const isEntry = (one: unknown): one is Entry =>
  typeof one === 'object' && one !== null && typeof (one as Partial<Entry>).what === 'string';

/** Stands in where storage refuses it (private windows, policies), or is full: what frees it must work all the same. */
let unstored: readonly Entry[] | undefined;

function read(): readonly Entry[] {
  if (unstored) return unstored;
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter(isEntry) : [];
  } catch {
    return [];
  }
}
function write(list: readonly Entry[]): void {
  try {
    if (list.length > 0) localStorage.setItem(KEY, JSON.stringify(list));
    else localStorage.removeItem(KEY);
    unstored = undefined;
  } catch {
    unstored = list;
  }
}
const without = (what: string): readonly Entry[] => read().filter((one) => one.what !== what);

// Pages without https have none.
const locks = (): LockManager | undefined => globalThis.navigator?.locks;

let last: Promise<unknown> = Promise.resolve();

/** One after the other, in all tabs: taking bytes away, and putting some there. */
export function withStorageLock<T>(work: () => Promise<T>): Promise<T> {
  const manager = locks();
  if (manager) return manager.request(WORK, work) as Promise<T>;
  const done = last.then(work);
  last = done.catch(() => undefined);
  return done;
}

/** What this tab offers to bring back, with how to stop that. */
const offers = new Map<string, () => void>();

function offer(what: string): void {
  const over = new Promise<void>((resolve) => {
    offers.get(what)?.();
    offers.set(what, resolve);
  });
  locks()
    ?.request(offerOf(what), () => over)
    .catch(() => undefined);
}
function endOffer(what: string): void {
  offers.get(what)?.();
  offers.delete(what);
}

/** What this tab removed: no other one offers it. */
const own = new Set<string>();

export const isInTrash = (what: string): boolean => read().some((one) => one.what === what);

/** Removed for the eye; this tab offers to bring it back. */
export function moveToTrash(what: string): void {
  write([...without(what), { what, at: Date.now() }]);
  own.add(what);
  offer(what);
}
/** It stays: the person wants it back, or has put it there anew. */
export function restoreFromTrash(what: string): void {
  write(without(what));
  endOffer(what);
}
/** Lets it go unless it was remembered in the meantime. @param forget takes its bytes away */
export async function deleteFromTrash(what: string, forget: (what: string) => Promise<void>): Promise<void> {
  await withStorageLock(async () => {
    if (!isInTrash(what)) return;
    await forget(what);
    write(without(what));
  }).finally(() => endOffer(what));
}

/** What earlier visits removed and could not let go of; not what a tab still offers to bring back. */
export async function expiredTrash(): Promise<readonly string[]> {
  const list = read().filter(({ what }) => !offers.has(what));
  if (list.length === 0) return [];
  const held = (await locks()?.query())?.held?.map(({ name }) => name);
  const isOffered = ({ what, at }: Entry): boolean =>
    held ? held.includes(offerOf(what)) : !own.has(what) && Date.now() - at < GRACE;
  return list.filter((entry) => !isOffered(entry)).map(({ what }) => what);
}

/** Calls back when another tab has removed something, or brought it back. */
export function onTrashChangedElsewhere(changed: () => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === KEY) changed();
  });
}
