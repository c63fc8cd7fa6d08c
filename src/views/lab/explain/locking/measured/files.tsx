/** Measured timelines as files: a picture, their numbers, and a trace for Perfetto. */
import { spansOf } from '../../../../../core/cost/lanes';
import { rules } from '../../../../../core/rules';
import { fileNameOf } from '../../../../../exports/fileName';
import { traceText } from '../../../../../exports/trace';
import type { Drawing } from '../../../../../figures/file/svg';
import type { Rows } from '../../../../../figures/lines/rows';
import { saveFile } from '../../../../../store/data/saveFile';
import type { MenuItem } from '../../../../menus/Menu';
import { drawingHeight, MeasuredDrawing } from './MeasuredDrawing';
import { originOf, rowsOf } from './pieces';
import type { MeasuredView } from './useMeasured';

const WIDTH = 720;
const HEAD = 24;
const GAP = 8;

/** All runs below each other, as the page shows them. */
export function measuredDrawing(view: MeasuredView): Drawing {
  let height = 0;
  const parts = view.all.map((one) => {
    const top = height;
    height += HEAD + drawingHeight(rowsOf(one.trace.lanes).length) + GAP;
    return (
      <g key={one.rule} transform={`translate(0 ${top})`}>
        <text y={14} fontSize={12} fontWeight={600} fill="var(--ink)">
          {`${one.name}, epoch ${one.trace.epoch}`}
        </text>
        <g transform={`translate(0 ${HEAD})`}>
          <MeasuredDrawing
            {...{ ...one, width: WIDTH, length: view.length, first: view.first, id: one.rule }}
            origin={originOf(one.trace, view)}
          />
        </g>
      </g>
    );
  });
  return { content: parts, width: WIDTH, height };
}

/** Every work on every traced batch. */
export function measuredRows({ all }: MeasuredView): Rows {
  const head = ['algorithm', 'run', 'epoch', 'worker', 'layer', 'batch', 'work', 'from_ms', 'to_ms'];
  const rows = all.flatMap(({ rule, trace }) =>
    spansOf(trace.lanes).map(({ lane, layer, batch, work, from, to }) => [
      ...[rules[rule].name, trace.run, trace.epoch, lane, layer, batch, work],
      ...[1000 * from, 1000 * to],
    ]),
  );
  return [head, ...rows];
}

export const perfettoItem = ({ all }: MeasuredView): MenuItem => ({
  name: 'Trace for Perfetto',
  note: 'ui.perfetto.dev',
  act: () => {
    const runs = all.map(({ name, trace: { epoch, lanes } }) => ({ name, epoch, lanes }));
    saveFile(fileNameOf(['trace', ...all.map(({ rule }) => rule)], 'json'), traceText(runs));
  },
});
