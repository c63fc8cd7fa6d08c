/** Starts torchStep.py with the first Python that has PyTorch. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type RemoteRunner, remoteRunner } from '../runner/remote';

export const torchSubjects = ['pytorch-bp', 'pytorch-f3'] as const;

interface Answer {
  readonly value?: unknown;
  readonly problem?: string;
}

export function openTorchRunner(python: string): RemoteRunner {
  const script = fileURLToPath(new URL('../torchStep.py', import.meta.url));
  const child = spawn(python, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // PyTorch's libraries have their own thread settings.
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
  });
  const waiting: ((answer: Answer) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line)));
  let ended: Answer | undefined;
  child.on('exit', (code) => {
    ended = { problem: `Python ended with ${code}.` };
    for (const answer of waiting.splice(0)) answer(ended);
  });
  // Ignore broken pipes: writes to an ended process are rejected below.
  child.stdin.on('error', () => undefined);
  return remoteRunner(
    (method, args) =>
      new Promise((resolve, reject) => {
        const answered = ({ value, problem }: Answer) =>
          problem === undefined ? resolve(value ?? undefined) : reject(new Error(problem));
        if (ended) return answered(ended);
        waiting.push(answered);
        child.stdin.write(`${JSON.stringify({ method, args })}\n`);
      }),
    () => child.kill(),
  );
}
