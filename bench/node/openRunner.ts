/** Starts a training runner in a Node process. */
import { type RemoteRunner, remoteRunner } from '../runner/remote';
import { openProcess } from './calls';

/** @param kind whose training @param threads that compute the project's steps together */
export function openNodeRunner(
  kind: 'lab' | 'tfjs',
  threads = 1,
): RemoteRunner & { /** Of its process. */ readonly pid: number } {
  const script = new URL('./runnerProcess.ts', import.meta.url);
  const { pid, call, close } = openProcess(script, [kind, String(threads)]);
  return { ...remoteRunner(call, close), pid };
}
