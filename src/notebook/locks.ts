/** One thread trains a run at a time, over all tabs. */
import { write } from './database';
import type { RunKey } from './records';

const lockName = ([experiment, run]: RunKey): string => `f3-lab.run ${experiment} ${run}`;

/** Milliseconds for which a claim holds without renewal, where there are no Web Locks. */
const CLAIM = 30_000;

/** The browser releases it, however the thread ends. */
function holdLock(locks: LockManager, key: RunKey): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    locks
      .request(lockName(key), { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(undefined);
          return undefined;
        }
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}

const owner = Math.random().toString(36).slice(2);

/** @returns whether the claim is this thread's now @throws {NotebookProblem} */
function claim([experiment, run]: RunKey, until: number): Promise<boolean> {
  return write(async (transaction) => {
    const store = transaction.objectStore('claims');
    const now = await store.get([experiment, run]);
    if (now && now.owner !== owner && now.until > Date.now()) return false;
    await store.put({ owner, until }, [experiment, run]);
    return true;
  });
}

async function holdClaim(key: RunKey): Promise<(() => void) | undefined> {
  if (!(await claim(key, Date.now() + CLAIM))) return undefined;
  const renew = (until: number): void => void claim(key, until).catch(() => undefined);
  const timer = setInterval(() => renew(Date.now() + CLAIM), CLAIM / 3);
  return () => {
    clearInterval(timer);
    renew(0);
  };
}

/** @returns a function that releases it; undefined if another tab trains the run @throws {NotebookProblem} */
export function holdRun(key: RunKey): Promise<(() => void) | undefined> {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  return locks ? holdLock(locks, key) : holdClaim(key);
}
