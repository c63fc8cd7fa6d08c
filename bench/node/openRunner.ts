/** Starts a training runner in a Node process. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type RemoteRunner, remoteRunner } from '../runner/remote';

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly problem?: string;
}

/** @param kind whose training @param threads that compute the project's steps together */
export function openNodeRunner(
  kind: 'lab' | 'tfjs',
  threads = 1,
): RemoteRunner & { /** Of its process. */ readonly pid: number } {
  const script = fileURLToPath(new URL('./runnerProcess.ts', import.meta.url));
  const child = fork(script, [kind, String(threads)], {
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
  const runner = remoteRunner(
    (method, args) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        child.send({ id: calls, method, args });
      }),
    () => child.kill(),
  );
  return { ...runner, pid: child.pid ?? 0 };
}
