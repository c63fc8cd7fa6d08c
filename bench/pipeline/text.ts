/** The findings on pipelines as Markdown. */
import { rules } from '../../src/core/rules';
import type { LockedResult, PipelineFindings, PipelineResult, SimulatedPipeline } from '../results';
import { short, table } from '../table';

const maybe = (value: number | undefined): string => (value === undefined ? '' : short(value));

function measuredTable(measured: readonly PipelineResult[]): string {
  const rows = measured.map((one) => [
    `${one.shape}, ${one.batch}`,
    one.stages > 1 ? `${one.stages} stages` : `${one.threads} threads`,
    String(one.batches),
    short(one.msAlone),
    short(one.speedUp),
    maybe(one.simulated),
    maybe(one.busiestLane),
    maybe(one.busiestThread),
    one.judged > 0 ? `${one.judged} of ${one.rounds}` : `none of ${one.rounds}: unjudged`,
  ]);
  const head = [
    ...['network, batch', 'run by', 'batches', 'ms by one', 'faster by', 'simulated'],
    ...['busiest stage', 'busiest thread', 'rounds'],
  ];
  return table(head, rows);
}

function simulatedTable(simulated: readonly SimulatedPipeline[]): string {
  const rows = simulated.map((one) => [
    `${one.shape}, ${one.batch}`,
    String(one.stages),
    String(one.batches),
    short(one.msAlone),
    short(one.busiestStage),
    short(one.speedUp),
    short(one.ideal),
  ]);
  const head = [
    ...['network, batch', 'stages', 'batches', 'ms by one', 'busiest stage'],
    ...['faster by (simulated)', 'equal stages (eq. 6.9)'],
  ];
  return table(head, rows);
}

function lockedTable(locked: readonly LockedResult[]): string {
  const rows = locked.map((one) => [
    `${one.shape}, ${one.batch}`,
    rules[one.rule].name,
    `${one.stages} stages, ${one.microBatches === 1 ? 'whole batches' : `${one.microBatches} micro-batches`}`,
    String(one.batches),
    short(one.msAlone),
    short(one.speedUp),
    short(one.possible),
    one.judged > 0 ? `${one.judged} of ${one.rounds}` : `none of ${one.rounds}: unjudged`,
  ]);
  const head = [
    ...[
      'network, batch',
      'algorithm',
      'run by',
      'batches',
      'ms by one',
      'faster by',
      'without delays',
      'rounds',
    ],
  ];
  return table(head, rows);
}

export function pipelineText(findings: PipelineFindings | undefined): string[] {
  if (!findings) return [];
  const { cores, measured, simulated, locked } = findings;
  return [
    `### Stages of a pipeline, F³-Error, Node, WebAssembly, ${cores === 1 ? '1 core' : `${cores} cores`}`,
    measuredTable(measured),
    'Busiest stage: its time at work over that of one worker, by the clock, with its waits for a core; busiest thread: the same in ' +
      'processor time. “Simulated” has a core for each stage.',
    '### A core for each stage, simulated',
    'From the layers’ times in one worker, split by the cost model, for an epoch of b batches: Σt + (b − 1) max t ' +
      'over stages in place of b Σt. Nothing here was measured with so many cores. Equal stages: 2kb / (k + 2b − 1).',
    simulatedTable(simulated),
    '### Stages under update locking',
    'The same of rules whose layers wait for the output. “Without delays”: the stages’ own times in the trace, with what update locking makes them wait and nothing else.',
    lockedTable(locked),
  ];
}
