/** A graphics device that goes away or runs out of memory: nothing read from it then reaches the page. */

export type LossKind = 'device-lost' | 'out-of-memory' | 'broke';

/** The part of a `GPUDevice` that is watched. */
export interface WatchedDevice {
  readonly lost: Promise<{ readonly message: string }>;
  addEventListener(
    type: 'uncapturederror',
    listener: (event: { readonly error: { readonly message: string } }) => void,
  ): void;
}

export interface DeviceWatch {
  /**
   * What comes of the work if the device was sound until then.
   * @throws an error named by a `LossKind` if it was not, else what the work throws.
   */
  readonly guard: <T>(work: () => Promise<T> | T) => Promise<T>;
}

/** Where there is no device. */
export const unwatched: DeviceWatch = { guard: async (work) => work() };

/** Milliseconds in which it is known why something failed: the device says that it is lost a moment later. */
const SOON = 2000;

/**
 * A lost device does not throw: later operations are silent no-ops until the next read. Nor does one whose memory
 * is full: what could not be allocated reads as zeros. The error arrives before the values that it spoils.
 * @param report called once, also while the worker only stands ready or its run is paused
 */
export function watchDevice(device: WatchedDevice, report: (error: Error) => void): DeviceWatch {
  let lost: Error | undefined;
  /** Under way since an operation failed: ends when it is known why. */
  let verdict: Promise<void> | undefined;

  const lose = (kind: LossKind, message: string): void => {
    if (lost) return;
    lost = Object.assign(new Error(message), { name: kind });
    report(lost);
  };
  const whenLost = device.lost.then(({ message }) =>
    lose('device-lost', `The graphics device went away. ${message}`),
  );
  const known = async (): Promise<void> => {
    if (lost) return;
    await Promise.race([whenLost, new Promise((resolve) => setTimeout(resolve, SOON))]);
  };

  device.addEventListener('uncapturederror', ({ error }) => {
    if (error instanceof GPUOutOfMemoryError)
      lose('out-of-memory', `Out of graphics memory: ${error.message}`);
    else verdict ??= known().then(() => lose('broke', `GPU: ${error.message}`));
  });

  return {
    guard: async (work) => {
      if (lost) throw lost;
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await work();
      } catch (error) {
        // What fails on a lost device fails for that reason, whatever it says.
        await known();
        throw lost ?? error;
      }
      if (!lost) await verdict;
      if (lost) throw lost;
      return result;
    },
  };
}
