/** What a worker does for a batch: in which order its layers work. */
import { type Work, waitsFor } from '../../cost/timeline';
import type { Network } from '../../network/network';
import type { Part } from '../../network/part';
import type { Rule } from '../../rules/rule';

/** What a layer does, or that its worker waits for others before it. */
export type LaneWork = Work | 'wait';

/** What a layer did. */
export interface Marked {
  /** From 0. */
  readonly layer: number;
  readonly work: LaneWork;
}

const each =
  (work: LaneWork) =>
  (layer: number): Marked => ({ layer, work });
const upwards = ({ from, to }: Part): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** What one worker does for a batch, in order, whose layers nobody else trains or, free of update locking, waits for. */
export function worksOf(rule: Rule, part: Part, layers: number): Marked[] {
  const up = upwards(part);
  const forward = up.map(each('forward'));
  const kind = waitsFor(rule);
  if (kind === 'backward') return [...forward, ...up.reverse().map(each('backward'))];
  if (kind === 'output') return [...forward, ...up.reverse().map(each('update'))];
  if (kind === 'second-pass')
    return [...forward, ...up.map(each('second-forward')), ...up.map(each('update'))];
  return up.flatMap((layer) => {
    const learns = kind === 'nothing' || layer === layers - 1;
    return learns ? [each('forward')(layer), each('update')(layer)] : [each('forward')(layer)];
  });
}

/** What a run's only worker does for a batch. */
export const worksAlone = ({ rule, layers }: Pick<Network, 'rule' | 'layers'>): Marked[] =>
  worksOf(rule, { from: 0, to: layers.length }, layers.length);

/**
 * What a stage of a pipeline does for a batch, in order. Under update locking it waits for others within a batch; the wait
 * for the batch itself is none of its works.
 * @param microBatches of a batch; a last one of fewer samples does less, and is left out of traces
 */
export function stageWorks(rule: Rule, part: Part, layers: number, microBatches: number): Marked[] {
  const kind = waitsFor(rule);
  if (kind !== 'backward' && kind !== 'output') return worksOf(rule, part, layers);
  const up = upwards(part);
  const down = up.toReversed();
  const isLast = part.to === layers;
  const wait = (layer: number): Marked[] => [each('wait')(layer)];
  const times = (works: (m: number) => Marked[]): Marked[] =>
    Array.from({ length: microBatches }, (_, m) => works(m)).flat();
  const forward = times((m) => [...(m > 0 ? wait(part.from) : []), ...up.map(each('forward'))]);
  const answer = isLast ? [] : wait(part.to - 1);
  // No delta leaves the first layer.
  const back = down.filter((layer) => layer > 0).map(each('backward'));
  const pulls = kind === 'backward' ? times(() => [...answer, ...back]) : answer;
  return [...forward, ...pulls, ...down.map(each('update'))];
}
