import { layerTimes, measuredRun, secondsPerBatch } from '../../../../../core/cost/measured';
import { stagesSpeedUp } from '../../../../../core/cost/stageGain';
import { waitsFor } from '../../../../../core/cost/timeline';
import { percent, times } from '../../../../../core/format';
import { rules } from '../../../../../core/rules';
import { TableBox } from '../../../../charts/table/TableBox';
import type { Traced } from './pieces';
import { firstLayerWait, ms } from './words';

/** Which batches single works are averaged over. */
const QUIET = 'Mean over the quarter of the batches that took the least time: nothing interrupted them';

type Entry = readonly [name: string, value: string, title?: string];

/** One worker for all layers: what a layer waits, and what workers of their own could bring. */
function alone({ rule, trace }: Traced): Entry[] {
  const run = measuredRun(trace.lanes, trace.ready);
  const wait = firstLayerWait(trace);
  if (!run || !wait) return [];
  const kind = waitsFor(rules[rule]);
  const layers = layerTimes(trace.lanes).map(({ works }) =>
    works.reduce((sum, { seconds }) => sum + seconds, 0),
  );
  const waits: Entry[] =
    kind === 'never' || layers.length < 2
      ? []
      : [
          [
            'Layer 1 waits for its update',
            wait.waits > 0 ? `${ms(wait.waits)}, ${percent(wait.share, 0)}` : 'not at all',
            QUIET,
          ],
        ];
  const possible: Entry[] =
    kind === 'nothing' || kind === 'never'
      ? [
          [
            'Speed-up, a worker per layer',
            `up to ${times(stagesSpeedUp(layers, run.batches))}`,
            'With these times of the layers, and nothing in the way; the slowest layer sets the pace',
          ],
        ]
      : [];
  return [
    [
      'A batch takes, with all pauses',
      `${ms(wait.batch)}, ${ms(secondsPerBatch(run))}`,
      `${QUIET}; and the whole time over the number of batches`,
    ],
    ...waits,
    [
      'Worker busy, idle between batches',
      [run.speedUp, 1 - run.speedUp].map((one) => percent(one, 0)).join(', '),
    ],
    ...possible,
  ];
}

/** Stages with a worker each. */
function pipelined({ trace }: Traced): Entry[] {
  const run = measuredRun(trace.lanes, trace.ready);
  if (!run) return [];
  const { lanes, wall } = run;
  const idle = (part: 'before' | 'between' | 'after'): string =>
    percent(lanes.reduce((sum, lane) => sum + lane[part], 0) / (lanes.length * wall), 0);
  return [
    ['A batch takes', ms(secondsPerBatch(run))],
    ['Stages busy', lanes.map(({ share }) => percent(share, 0)).join(', ')],
    [
      'Idle first, in between, last',
      [idle('before'), idle('between'), idle('after')].join(', '),
      'Bubbles, of all stages’ time: before their first batch, within and between batches, after their last',
    ],
    ['Speed-up', times(run.speedUp), 'Work of all stages over the time that it took'],
    [
      'Without delays, equal stages',
      `${times(run.possible)}, ${times(run.ideal)}`,
      `These stages’ times with nothing in the way; stages of one length${run.isLocked ? ', which update locking makes wait all the same' : ' (thesis, eq. 6.9)'}`,
    ],
  ];
}

/** What a measured timeline comes to. */
export function MeasuredNumbers({ one }: { one: Traced }) {
  const entries = one.trace.lanes.length > 1 ? pipelined(one) : alone(one);
  return (
    <div className="locking-gauges">
      <dl>
        {entries.map(([name, value, title]) => (
          <div key={name}>
            <dt title={title}>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const columns = [
  { key: 'forward', name: 'Forward' },
  { key: 'second', name: 'Second forward' },
  { key: 'learns', name: 'Update' },
  { key: 'waits', name: 'Waits' },
];

/** Every layer's part of a batch. */
export function MeasuredTable({ all, title }: { all: readonly Traced[]; title: string }) {
  const rows = all.flatMap(({ rule, name, trace }) =>
    layerTimes(trace.lanes).map(({ layer, works, waits }) => {
      const of = (...kinds: string[]): number | undefined => {
        const found = works.filter(({ work }) => kinds.includes(work));
        return found.length === 0 ? undefined : found.reduce((sum, { seconds }) => sum + seconds, 0);
      };
      return {
        key: `${rule} ${layer}`,
        head: `${name}, layer ${layer}`,
        cells: [of('forward'), of('second-forward'), of('update', 'backward'), waits],
      };
    }),
  );
  return (
    <TableBox
      {...{ title, columns, rows }}
      head="Layer, mean of the quietest quarter of the batches"
      text={ms}
    />
  );
}
