/** Texts of failure notes: what happened, what is kept, and what to do. */
import type { WorkerFailure } from '../../../client/types';

type FailureKind = WorkerFailure['kind'];

const happened: Readonly<Record<FailureKind, (name: string) => string>> = {
  'device-lost': (name) => `The graphics device was lost. ${name} stopped`,
  'out-of-memory': (name) => `${name} ran out of memory`,
  ended: (name) => `The browser closed the worker of ${name}`,
  silent: (name) => `${name} was stopped`,
  'not-loaded': (name) => `Part of the app could not be loaded. ${name} stopped`,
  'not-offered': (name) => `${name} did not start`,
  refused: (name) => `${name} did not start`,
  broke: (name) => `${name} stopped with an error`,
};

const why: Readonly<Record<FailureKind, string>> = {
  'device-lost': 'The driver or the operating system reset it.',
  'out-of-memory': 'Use narrower or fewer hidden layers, smaller batches, fewer algorithms or no measures.',
  ended: 'This usually happens when memory runs low.',
  silent: 'Its worker stopped responding.',
  'not-loaded':
    'If the server has stopped, start it (npm start); keep this page open. If the server has a newer version, open it in a new tab.',
  'not-offered': 'This browser’s WebAssembly has no fused multiply-add. Choose the backend WebAssembly.',
  refused: '',
  broke: '',
};

export interface FailureText {
  readonly title: string;
  readonly text: string;
}

/**
 * @param epoch the current one, from 1; undefined before the first step
 * @param finished epochs done
 * @param several whether `name` stands for several networks
 */
export function failureText(
  name: string,
  { kind, details }: WorkerFailure,
  epoch: number | undefined,
  finished: number,
  several = false,
): FailureText {
  const at = epoch === undefined || kind === 'refused' ? '' : ` in epoch ${epoch}`;
  const [its, network, are] = several ? ['Their', 'networks', 'are'] : ['Its', 'network', 'is'];
  const results = finished > 0 ? `curves and results up to epoch ${finished}` : 'curves';
  const kept =
    epoch === undefined
      ? 'The settings and the seed are kept.'
      : `${its} ${results} are kept, and so are the settings and the seed; ${its.toLowerCase()} ${network} ${are} gone.`;
  const reason = kind === 'refused' ? details : why[kind];
  return { title: `${happened[kind](name)}${at}.`, text: [reason, kept].filter(Boolean).join(' ') };
}

/**
 * What a restart reproduces: results are bit-identical on one backend only.
 * @param kept whether the notebook has its checkpoints
 */
export function againText(otherBackend: boolean, kept = false): string {
  if (kept && !otherBackend) return 'A restart goes on from its last checkpoint: the curve is the same.';
  const start = 'A restart uses the same weights and batches:';
  return otherBackend
    ? `${start} on another backend the curve is the same up to rounding.`
    : `${start} the curve is the same.`;
}
