/** Writes to standard output and handles its errors. */
import { plain } from '../plain';

/** Prints a line of text. Not `console.log`, which swallows errors in some versions of Node. */
export function printLine(text: string): void {
  process.stdout.write(`${plain(text)}\n`);
}
/** Prints a line of JSON, with numbers in full precision. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Yields to the event loop, for signals and failed writes: training itself awaits only microtasks. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const problems: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota of disk space is used up',
  EFBIG: 'the file has reached the largest size that is permitted',
  EIO: 'the device reports an error',
};

const codeOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? '') : '';

/** @returns a message if the output cannot be written; undefined for any other error */
export function outputProblem(error: unknown): string | undefined {
  const why = problems[codeOf(error)];
  if (why === undefined || (error as NodeJS.ErrnoException).syscall !== 'write') return undefined;
  return `The output cannot be written: ${why} (${codeOf(error)}).`;
}

/** A closed pipe (`lab train --json | head`) ends the process silently; any other error prints one line. */
export function watchOutput(): void {
  process.stdout.on('error', (error) => {
    if (codeOf(error) === 'EPIPE') process.exit(0);
    console.error(outputProblem(error) ?? `The output cannot be written: ${error.message}`);
    process.exit(1);
  });
  // Nobody reads the output any more.
  process.stderr.on('error', () => undefined);
}
