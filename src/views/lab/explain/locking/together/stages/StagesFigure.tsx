import { useMemo } from 'react';
import { type RuleId, rules } from '../../../../../../core/rules';
import { oneWorkerText } from '../../../../../../core/trainer/pipeline/problem';
import { FILE } from '../../../../../../figures/file/size';
import { LineDrawing } from '../../../../../../figures/lines/LineDrawing';
import { rowsOf } from '../../../../../../figures/lines/rows';
import { Figure } from '../../../../../charts/figure/Figure';
import { LineChart } from '../../../../../charts/lines/LineChart';
import { LineTable } from '../../../../../charts/table/LineTable';
import { Select } from '../../../../../parts/Select';
import { PHONE, useMedia } from '../../../../../useMedia';
import { stagesSpec } from './stagesSpec';
import { batchesText, bottleneckSentence } from './stagesWords';
import { type StagesChoice, useStages } from './useStages';

const TITLE = 'Speed-up by stages';
const NOTE =
  'Equal stages: thesis, eq. 6.9, or what update locking leaves of it. Cost model and trace: the stages into which the trainer splits these layers, with a core for each and nothing in the way. Measured: the stages’ work over the time that it took here; small micro-batches make more work.';

function RuleSelect({ staged, rule, choose }: StagesChoice) {
  if (staged.length < 2 || rule === undefined) return null;
  return (
    <Select label="Algorithm" value={rule} onChange={(id) => choose(id as RuleId)}>
      {staged.map((id) => (
        <option key={id} value={id}>
          {rules[id].name}
        </option>
      ))}
    </Select>
  );
}

/** Speed-up against the number of stages: the thesis, the cost model, a trace, and what runs reached. */
export function StagesFigure() {
  const choice = useStages();
  const { view, rule, alone } = choice;
  const narrow = useMedia(PHONE);
  const spec = useMemo(
    () => (view && rule ? stagesSpec(view.curves, rule, view.reached, narrow) : undefined),
    [view, rule, narrow],
  );
  const said = view
    ? bottleneckSentence(view.found, view.traced !== undefined, view.pace)
    : oneWorkerText(alone);
  const note = view && [
    view.traced ? NOTE : `${NOTE} Train to see the last two.`,
    ...(alone.length > 0 ? [oneWorkerText(alone)] : []),
  ];
  return (
    <Figure
      title={TITLE}
      subtitle={view ? batchesText(view.pace.batches) : 'of a pipeline over one worker'}
      whose={view?.traced?.name ?? ''}
      summary={[said, ...(note ?? [])].join(' ')}
      tools={<RuleSelect {...choice} />}
      table={spec && (() => <LineTable spec={spec} />)}
      exports={
        spec && {
          draw: () => ({
            ...FILE,
            content: <LineDrawing spec={{ ...spec, narrow: false }} size={FILE} />,
          }),
          rows: () => rowsOf(spec),
        }
      }
      className="figure together-figure"
    >
      <p className="together-said">{said}</p>
      {spec && (
        <>
          <div className="together-plot">
            <LineChart spec={spec} />
          </div>
          <p className="together-note">{note?.join(' ')}</p>
        </>
      )}
    </Figure>
  );
}
