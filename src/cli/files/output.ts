/** Standard output, with every way in which it can fail. */
import { plain } from '../plain';

/** A line for people. Not `console.log`, which swallows what some versions of Node throw here. */
export function say(text: string): void {
  process.stdout.write(`${plain(text)}\n`);
}
/** A line for programs: numbers in full. */
export function sayJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Lets what is due happen (signals, failed writes): training itself awaits nothing but microtasks. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const problems: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota of disk space is used up',
  EFBIG: 'the file has reached the largest size that is permitted',
  EIO: 'the device reports an error',
};

const codeOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? '') : '';

/** @returns what to say when the output cannot be written, undefined for any other error */
export function outputProblem(error: unknown): string | undefined {
  const why = problems[codeOf(error)];
  if (why === undefined || (error as NodeJS.ErrnoException).syscall !== 'write') return undefined;
  return `The output cannot be written: ${why} (${codeOf(error)}).`;
}

/** Whoever reads may stop reading (`lab train --json | head`): that ends it quietly; anything else in one line. */
export function watchOutput(): void {
  process.stdout.on('error', (error) => {
    if (codeOf(error) === 'EPIPE') process.exit(0);
    console.error(outputProblem(error) ?? `The output cannot be written: ${error.message}`);
    process.exit(1);
  });
  // Nobody is left to be told.
  process.stderr.on('error', () => undefined);
}
