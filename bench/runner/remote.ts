/** Proxy of a runner in a worker or a process. */
import type { RunnerApi } from './runner';

export interface RemoteRunner extends RunnerApi {
  readonly close: () => void;
}

export function remoteRunner(
  call: (method: keyof RunnerApi, args: readonly unknown[]) => Promise<unknown>,
  close: () => void,
): RemoteRunner {
  const ask =
    (method: keyof RunnerApi) =>
    (...args: readonly unknown[]) =>
      call(method, args) as Promise<never>;
  return {
    start: ask('start'),
    prepare: ask('prepare'),
    time: ask('time'),
    count: ask('count'),
    release: ask('release'),
    close,
  };
}
