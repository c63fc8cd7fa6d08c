/** Summary table: BP and F³ compared with trainOnBatch and PyTorch, one row per shape. */

import type { BenchResult, StepResult } from './results';
import { peerText } from './runner/tfjsPeers';
import { short, table } from './table';

type Findings = Pick<BenchResult, 'results' | 'ratios'>;
type Where = Pick<StepResult, 'shape' | 'environment' | 'backend'>;

const isAt = (where: Where, { shape, environment, backend, pairedWith }: StepResult): boolean =>
  shape === where.shape &&
  (pairedWith?.environment ?? environment) === where.environment &&
  (pairedWith?.backend ?? backend) === where.backend;

const head = [
  'network, batch',
  'BP, ms',
  'F³, ms',
  'F³/BP',
  'trainOnBatch, ms',
  'BP, F³ faster by',
  'PyTorch BP, F³, ms',
  'BP, F³ over PyTorch',
];

function line({ results, ratios }: Findings, where: Where): string[] {
  const here = results.filter((one) => isAt(where, one));
  const ms = (subject: string): string => {
    const found = here.find((one) => one.subject === subject);
    return found ? short(found.msPerStep) : '–';
  };
  const ratio = (subject: string, against: string): number =>
    ratios.find(
      (one) =>
        one.shape === where.shape &&
        one.environment === where.environment &&
        one.backend === where.backend &&
        one.subject === subject &&
        one.against === against,
    )?.ratio ?? Number.NaN;
  const both = (of: (rule: string) => number, unit = ''): string =>
    ['bp', 'f3-error'].map((rule) => `${short(of(rule))}${unit}`).join(', ');
  // More than one where TensorFlow.js cannot train on this backend.
  const peers = here.flatMap(({ subject }) => (peerText(subject) === undefined ? [] : [subject]));
  const beside = (of: (peer: string) => string): string =>
    peers.map((peer) => `${of(peer)}${peerText(peer)}`).join('; ') || '–';
  return [
    `${where.shape}, ${here[0]?.batch}`,
    ms('bp'),
    ms('f3-error'),
    short(ratio('f3-error', 'bp')),
    beside(ms),
    beside((peer) => both((rule) => 1 / ratio(rule, peer), '×')),
    `${ms('pytorch-bp')}, ${ms('pytorch-f3')}`,
    both((rule) => ratio(rule, rule === 'bp' ? 'pytorch-bp' : 'pytorch-f3')),
  ];
}

/** One table for each environment and backend. */
export function summaryText(findings: Findings): string[] {
  const own = findings.results.filter(({ environment }) => environment !== 'python');
  const places = new Map(own.map((one) => [`${one.environment}, ${one.backend}`, one]));
  return [...places].flatMap(([place, { environment, backend }]) => {
    const shapes = new Set(
      own.filter((one) => isAt({ ...one, environment, backend }, one)).map(({ shape }) => shape),
    );
    const rows = [...shapes].map((shape) => line(findings, { shape, environment, backend }));
    return [`### Milliseconds per training step: ${place}`, table(head, rows)];
  });
}
