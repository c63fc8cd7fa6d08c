/** What can happen to a worker, told apart by what the browser or a library says about it. */

import type { FailureKind, WorkerFailure } from './types';

/** Between threads an error keeps its name and its message. */
export class WorkerError extends Error {
  override readonly name: string;
  constructor(kind: FailureKind, details: string) {
    super(details);
    this.name = kind;
  }
}

const names: Readonly<Record<string, FailureKind>> = {
  'device-lost': 'device-lost',
  'out-of-memory': 'out-of-memory',
  ended: 'ended',
  silent: 'silent',
  'not-loaded': 'not-loaded',
  Refusal: 'refused',
};

/** The first that fits; what browsers say differs, and changes. */
const said: readonly (readonly [RegExp, FailureKind])[] = [
  [
    /graphics device|device (?:was |is |has been )?(?:lost|destroyed)|WebGPU (?:adapter|did not)/i,
    'device-lost',
  ],
  [/external Instance reference|mapping was resolved|GPU (?:connection|process)/i, 'device-lost'],
  [
    /out[ _-]of[ _-](?:graphics |device_|host_)?memory|outofmemory|(?:not enough|insufficient) memory|memory is full|alloc|enlarge memory|array length|outside the bounds|out of bounds/i,
    'out-of-memory',
  ],
  [
    /fetch|preload|dynamically imported module|module script|networkerror|load failed|could not be loaded/i,
    'not-loaded',
  ],
];

/** What a worker reports arrives as text alone: "Uncaught out-of-memory: …"; not every browser says "Uncaught". */
const prefix = /^(?:Uncaught )?(?:Error: )?([\w-]+): /;

export function classifyFailure(error: unknown): WorkerFailure {
  const details = error instanceof Error ? error.message : String(error);
  const named =
    error instanceof Error ? (names[error.name] ?? names[prefix.exec(details)?.[1] ?? '']) : undefined;
  return { kind: named ?? said.find(([pattern]) => pattern.test(details))?.[1] ?? 'broke', details };
}

/** Completes "did not start: …", "stopped in the short test: …". */
export const shortTexts: Readonly<Record<FailureKind, string>> = {
  'device-lost': 'the graphics device went away',
  'out-of-memory': 'memory ran out',
  ended: 'the browser closed its worker',
  silent: 'it did not answer',
  'not-loaded': 'its program could not be fetched from the server',
  refused: 'it was refused',
  broke: 'an error ended it',
};
