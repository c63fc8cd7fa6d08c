/** Shows that this worker lives, to whoever waits for the same lock. */

/**
 * The browser gives the lock back when the worker ends, however it ends: closed, crashed, out of memory.
 * @returns once it is held; false where the browser has no locks (pages without https)
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
