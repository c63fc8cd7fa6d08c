/** Classifies worker failures by the messages of browsers and libraries. */

import type { FailureKind, WorkerFailure } from './types';

/** The kind is the error's name, since only name and message survive between threads. */
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
  'not-offered': 'not-offered',
  Refusal: 'refused',
};

/** The first match counts. Messages differ between browsers and versions. */
const patterns: readonly (readonly [RegExp, FailureKind])[] = [
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

/** An uncaught worker error arrives as text: "Uncaught out-of-memory: …"; some browsers omit "Uncaught". */
const prefix = /^(?:Uncaught )?(?:Error: )?([\w-]+): /;

export function classifyFailure(error: unknown): WorkerFailure {
  const details = error instanceof Error ? error.message : String(error);
  const named =
    error instanceof Error ? (names[error.name] ?? names[prefix.exec(details)?.[1] ?? '']) : undefined;
  return { kind: named ?? patterns.find(([pattern]) => pattern.test(details))?.[1] ?? 'broke', details };
}

/** Completes "did not start: …", "stopped in the short test: …". */
export const shortTexts: Readonly<Record<FailureKind, string>> = {
  'device-lost': 'the graphics device was lost',
  'out-of-memory': 'out of memory',
  ended: 'the browser closed its worker',
  silent: 'it stopped responding',
  'not-loaded': 'its code could not be loaded from the server',
  'not-offered': 'this browser does not fuse multiplication and addition',
  refused: 'the settings were rejected',
  broke: 'an error occurred',
};
