/** Asks a Node process of the bench, and answers in it: one reply per message. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly problem?: string;
}

export interface OpenProcess {
  readonly pid: number;
  /** @throws {Error} with what the method threw, or the process's end */
  readonly call: (method: string, args: readonly unknown[]) => Promise<unknown>;
  readonly close: () => void;
}

/** @param script TypeScript that calls `answerCalls` */
export function openProcess(script: URL, args: readonly string[]): OpenProcess {
  const child: ChildProcess = fork(fileURLToPath(script), args, {
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
  return {
    pid: child.pid ?? 0,
    call: (method, own) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        child.send({ id: calls, method, args: own });
      }),
    close: () => child.kill(),
  };
}

/** In the process: its methods by name. */
export function answerCalls<T extends object>(methods: T): void {
  process.on('message', async ({ id, method, args }: Call) => {
    try {
      const ask = methods[method as keyof T] as (...given: readonly unknown[]) => Promise<unknown>;
      process.send?.({ id, value: await ask(...args) });
    } catch (error) {
      process.send?.({ id, problem: error instanceof Error ? error.message : String(error) });
    }
  });
  // The parent process has ended.
  process.on('disconnect', () => process.exit(0));
}
