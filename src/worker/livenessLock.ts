/** A Web Lock held while this worker lives, so that the page can detect its end. */

/**
 * The browser releases the lock whenever the worker ends: closed, crashed or out of memory.
 * @returns true once held; false without Web Locks (pages without https)
 */
export function holdLivenessLock(name: string): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const held = (): Promise<never> => {
      resolve(true);
      return new Promise(() => undefined);
    };
    locks.request(name, held).catch(() => resolve(false));
  });
}
