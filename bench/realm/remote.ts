/** Proxy of a realm in a worker or a process. */
import type { RealmApi } from './realm';

export interface RemoteRealm extends RealmApi {
  readonly close: () => void;
}

export function remoteRealm(
  call: (method: keyof RealmApi, args: readonly unknown[]) => Promise<unknown>,
  close: () => void,
): RemoteRealm {
  const ask =
    (method: keyof RealmApi) =>
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
