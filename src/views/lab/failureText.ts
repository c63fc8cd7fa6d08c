/** What happened to a rule, what is kept, and the way on: the words of a run's notes. */
import type { WorkerFailure } from '../../client/types';

type FailureKind = WorkerFailure['kind'];

const happened: Readonly<Record<FailureKind, (name: string) => string>> = {
  'device-lost': (name) => `The graphics device went away. ${name} stopped`,
  'out-of-memory': (name) => `${name} ran out of memory`,
  ended: (name) => `The browser closed the worker of ${name}`,
  silent: (name) => `${name} was stopped`,
  'not-loaded': (name) => `A part of the program could not be fetched. ${name} stopped`,
  refused: (name) => `${name} did not start`,
  broke: (name) => `${name} stopped on an error`,
};

const why: Readonly<Record<FailureKind, string>> = {
  'device-lost': 'The driver or the system took it back.',
  'out-of-memory':
    'Narrower or fewer hidden layers, smaller batches, fewer algorithms or no measures need less.',
  ended: 'Most often that happens when memory runs short.',
  silent: 'Its worker did not answer.',
  'not-loaded':
    'If the server is gone, start it again (npm start); this page can stay open. If it has a newer version by now, open that one in a new tab.',
  refused: '',
  broke: '',
};

export interface FailureText {
  readonly title: string;
  readonly text: string;
}

/**
 * @param epoch the one under way, from 1; undefined before the first step
 * @param finished epochs done
 * @param several networks, of which `name` says how many
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

/** What "again" comes to: the engine promises the same bits on one backend only. */
export function againWords(otherBackend: boolean): string {
  const start = 'Started again, it begins with the same weights and batches:';
  return otherBackend
    ? `${start} on another backend the same curve comes again to rounding.`
    : `${start} the same curve comes again.`;
}
