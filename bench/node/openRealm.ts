/** Starts a training realm in a Node process. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type RemoteRealm, remoteRealm } from '../realm/remote';

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly problem?: string;
}

/** @param kind whose training */
export function openNodeRealm(kind: 'own' | 'peer'): RemoteRealm {
  const script = fileURLToPath(new URL('./realmProcess.ts', import.meta.url));
  const child = fork(script, [kind], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  child.on('message', ({ id, value, problem }: Answer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (problem === undefined) call?.resolve(value);
    else call?.reject(new Error(problem));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The process ended with ${code}.`));
    waiting.clear();
  });
  let calls = 0;
  return remoteRealm(
    (method, args) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        child.send({ id: calls, method, args });
      }),
    () => child.kill(),
  );
}
