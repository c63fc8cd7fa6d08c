/**
 * The trash: data that the user removed. They disappear at once and can be restored for a few seconds; after that, or
 * at the next visit if the page was closed before, their bytes are deleted. All tabs share the list, so it is reread
 * before each change.
 */
const KEY = 'f3-lab.removed';
/** Lock for storing and deleting bytes: one tab at a time. */
const STORAGE_LOCK = 'f3-lab.removing';
/** Lock that a tab holds while it offers Undo. */
const offerLock = (what: string): string => `f3-lab.offers ${what}`;
/** Milliseconds for which another tab may still offer Undo; used without Web Locks. */
const GRACE = 60_000;

interface Entry {
  /** Id of an own set, or name of a folder. */
  readonly what: string;
  /** Time of removal, in milliseconds. */
  readonly at: number;
}

const isEntry = (one: unknown): one is Entry =>
  typeof one === 'object' && one !== null && typeof (one as Partial<Entry>).what === 'string';

/** Fallback when localStorage is blocked or full: removing data must work even then. */
let fallback: readonly Entry[] | undefined;

function read(): readonly Entry[] {
  if (fallback) return fallback;
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
    fallback = undefined;
  } catch {
    fallback = list;
  }
}
const without = (what: string): readonly Entry[] => read().filter((one) => one.what !== what);

// Undefined on pages without https.
const locks = (): LockManager | undefined => globalThis.navigator?.locks;

let last: Promise<unknown> = Promise.resolve();

/** Runs `work` under a mutex across all tabs, so that storing and deleting bytes never overlap. */
export function withStorageLock<T>(work: () => Promise<T>): Promise<T> {
  const manager = locks();
  if (manager) return manager.request(STORAGE_LOCK, work) as Promise<T>;
  const done = last.then(work);
  last = done.catch(() => undefined);
  return done;
}

/** What this tab offers to restore, with functions that end the offer. */
const offers = new Map<string, () => void>();

function offer(what: string): void {
  const over = new Promise<void>((resolve) => {
    offers.get(what)?.();
    offers.set(what, resolve);
  });
  locks()
    ?.request(offerLock(what), () => over)
    .catch(() => undefined);
}
function endOffer(what: string): void {
  offers.get(what)?.();
  offers.delete(what);
}

/** What this tab removed: no other tab offers it. */
const own = new Set<string>();

export const isInTrash = (what: string): boolean => read().some((one) => one.what === what);

/** Moves to the trash; this tab offers Undo. */
export function moveToTrash(what: string): void {
  write([...without(what), { what, at: Date.now() }]);
  own.add(what);
  offer(what);
}
/** Takes it out of the trash: the user chose Undo, or stored it again. */
export function restoreFromTrash(what: string): void {
  write(without(what));
  endOffer(what);
}
/** Deletes it unless it was restored in the meantime. @param forget deletes its bytes */
export async function deleteFromTrash(what: string, forget: (what: string) => Promise<void>): Promise<void> {
  await withStorageLock(async () => {
    if (!isInTrash(what)) return;
    await forget(what);
    write(without(what));
  }).finally(() => endOffer(what));
}

/** What earlier visits removed but did not delete; without what a tab still offers to restore. */
export async function expiredTrash(): Promise<readonly string[]> {
  const list = read().filter(({ what }) => !offers.has(what));
  if (list.length === 0) return [];
  const held = (await locks()?.query())?.held?.map(({ name }) => name);
  const isOffered = ({ what, at }: Entry): boolean =>
    held ? held.includes(offerLock(what)) : !own.has(what) && Date.now() - at < GRACE;
  return list.filter((entry) => !isOffered(entry)).map(({ what }) => what);
}

/** Calls back when another tab has removed or restored something. */
export function onTrashChangedElsewhere(changed: () => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === KEY) changed();
  });
}
