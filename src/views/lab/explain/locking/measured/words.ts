/** What measured timelines come to, in words. */
import { wholeBatches } from '../../../../../core/cost/lanes';
import { batchSeconds, layerTimes, measuredRun, passSeconds } from '../../../../../core/cost/measured';
import { waitsFor } from '../../../../../core/cost/timeline';
import { count, milliseconds, percent, times } from '../../../../../core/format';
import { rules } from '../../../../../core/rules';
import type { Traced } from './pieces';

export const ms = (seconds: number): string => milliseconds(1000 * seconds);

const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

/** How long the first layer keeps its activation and waits to learn from it, in seconds. */
export function firstLayerWait({
  lanes,
}: Traced['trace']): { waits: number; share: number; batch: number } | undefined {
  const [first] = layerTimes(lanes);
  // Of one worker, without its pauses; of several, from the first one's begin to the last one's end.
  const batch = first ? (lanes.length > 1 ? passSeconds(lanes) : batchSeconds(lanes)) : 0;
  return first && batch > 0 ? { waits: first.waits, share: first.waits / batch, batch } : undefined;
}

const kind = ({ rule }: Traced) => waitsFor(rules[rule]);
const isLocked = (one: Traced): boolean => !['nothing', 'never'].includes(kind(one));

/** "BP’s layer 1 waits 3.1 ms of each 4.0 ms batch for its update: 78 % of the time; with F³-Error it learns at once …" */
export function lockingSentence(all: readonly Traced[]): string | undefined {
  const locked = all.find(({ rule }) => rule === 'bp') ?? all.find(isLocked);
  const found = locked && firstLayerWait(locked.trace);
  if (!locked || !found) return undefined;
  const { waits, share, batch } = found;
  const free = all.find((one) => kind(one) === 'nothing');
  const then = free
    ? `; with ${rules[free.rule].name} it learns at once and ${free.trace.lanes.length > 1 ? 'takes' : 'could take'} the next batch meanwhile`
    : '';
  return `${rules[locked.rule].name}’s layer 1 waits ${ms(waits)} of each ${ms(batch)} batch for its update: ${percent(share, 0)} of the time${then}.`;
}

/** "F³-Error’s 3 stages were busy 81 %, 95 % and 88 % of the time: 2.64× as fast as one worker …"; undefined without stages. */
export function pipelineSentence({ name, trace: { lanes, ready } }: Traced): string | undefined {
  const run = lanes.length > 1 ? measuredRun(lanes, ready) : undefined;
  if (!run) return undefined;
  const busy = listed(run.lanes.map(({ share }) => percent(share, 0)));
  // Passes of few samples take longer than their part of the batch’s.
  const than = run.isLocked ? 'as their works one after the other' : 'as one worker';
  return `${name}’s ${lanes.length} stages were busy ${busy} of the time: ${times(run.speedUp)} as fast ${than} (without delays ${times(run.possible)}, with equal stages ${times(run.ideal)}).`;
}

/** Why stages made runs slower; undefined if none was. */
export function slowSentence(all: readonly Traced[]): string | undefined {
  const isSlow = all.some(
    ({ trace: { lanes, ready } }) => lanes.length > 1 && (measuredRun(lanes, ready)?.speedUp ?? 1) < 1,
  );
  return isSlow
    ? 'With small layers, or fewer free cores than stages, handing on costs more than it gains.'
    : undefined;
}

/** Deeper networks: the lowest and the highest layers. */
const [MOST_TOLD, ENDS] = [12, 3];

/** What a reader who sees no lanes needs: what each layer did. */
export function lanesText({ name, trace: { lanes, epoch } }: Traced): string {
  const layers = layerTimes(lanes).map(({ layer, works, waits }) => {
    const done = works.map(({ work, seconds }) => `${work.replace('-', ' ')} ${ms(seconds)}`);
    return `layer ${layer} ${[...done, waits > 0 ? `waits ${ms(waits)}` : 'does not wait'].join(', ')}`;
  });
  const batches = wholeBatches(lanes);
  const said = layers.length > MOST_TOLD ? [...layers.slice(0, ENDS), '…', ...layers.slice(-ENDS)] : layers;
  return `${name}, measured in epoch ${epoch}, ${batches === 1 ? '1 batch' : `${count(batches)} batches`}: ${said.join('; ')}.`;
}
