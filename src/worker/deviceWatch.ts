/** Detects a graphics device that is lost or out of memory, and keeps values read from it away from the page. */

export type LossKind = 'device-lost' | 'out-of-memory' | 'broke';

/** The part of `GPUDevice` that is needed here. */
export interface WatchedDevice {
  readonly lost: Promise<{ readonly message: string }>;
  addEventListener(
    type: 'uncapturederror',
    listener: (event: { readonly error: { readonly message: string } }) => void,
  ): void;
}

export interface DeviceWatch {
  /**
   * Returns the result of `work` if the device was healthy until it was done.
   * @throws an error named by a `LossKind` if it was not, else whatever `work` throws
   */
  readonly guard: <T>(work: () => Promise<T> | T) => Promise<T>;
}

/** For backends without a device. */
export const unwatched: DeviceWatch = { guard: async (work) => work() };

/** Milliseconds to wait for the cause of a failure: `device.lost` resolves shortly after the first error. */
const SOON = 2000;

/**
 * A lost device does not throw: operations are silent no-ops until the next read. Nor does one that is out of memory:
 * failed allocations read as zeros. The error event arrives before the values that it invalidates.
 * @param report called once, also while the worker is idle or its run is paused
 */
export function watchDevice(device: WatchedDevice, report: (error: Error) => void): DeviceWatch {
  let lost: Error | undefined;
  /** Pending since an operation failed; resolves once the cause is known. */
  let verdict: Promise<void> | undefined;

  const lose = (kind: LossKind, message: string): void => {
    if (lost) return;
    lost = Object.assign(new Error(message), { name: kind });
    report(lost);
  };
  const whenLost = device.lost.then(({ message }) =>
    lose('device-lost', `The graphics device was lost. ${message}`),
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
        // An error on a lost device is reported as the loss, whatever its message.
        await known();
        throw lost ?? error;
      }
      if (!lost) await verdict;
      if (lost) throw lost;
      return result;
    },
  };
}
