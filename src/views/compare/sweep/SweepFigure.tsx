import { useMemo, useState } from 'react';
import type { Judged } from '../../../experiment/aggregate';
import { FILE } from '../../../figures/file/size';
import { LineDrawing } from '../../../figures/lines/LineDrawing';
import { rowsOf } from '../../../figures/lines/rows';
import { sweepSummary } from '../../../figures/sweep/sweepTexts';
import { SWEEP_SUBTITLE, sweptFigure } from '../../../figures/sweep/sweptFigure';
import type { RunRecord } from '../../../notebook/records';
import {
  commonValues,
  type SweptKey,
  sweepRows,
  sweptKeys,
  sweptName,
  type Which,
} from '../../../notebook/stats/bestRate';
import { Figure } from '../../charts/figure/Figure';
import { LineChart } from '../../charts/lines/LineChart';
import { LineTable } from '../../charts/table/LineTable';
import { Segment } from '../../parts/Segment';
import { Select } from '../../parts/Select';
import { PHONE, useMedia } from '../../useMedia';
import { SweepTable } from './SweepTable';
import './sweep.css';

const whiches = [
  { id: 'best', name: 'Best epoch' },
  { id: 'last', name: 'Last' },
] as const satisfies readonly { id: Which; name: string }[];

interface Props {
  runs: readonly RunRecord[];
  /** What they are compared by. */
  by: Judged;
}

/** Everything that the figure shows of one setting. */
function useSweep(runs: readonly RunRecord[], by: Judged, setting: SweptKey, which: Which) {
  const narrow = useMedia(PHONE);
  return useMemo(() => sweptFigure(runs, { by, setting, which, narrow }), [runs, by, setting, which, narrow]);
}

interface ToolsProps {
  keys: readonly SweptKey[];
  setting: SweptKey;
  onSetting: (key: SweptKey) => void;
  which: Which;
  onWhich: (which: Which) => void;
}

function Tools({ keys, setting, onSetting, which, onWhich }: ToolsProps) {
  return (
    <>
      {keys.length > 1 && (
        <Select label="Setting" value={setting} onChange={(key) => onSetting(key as SweptKey)}>
          {keys.map((key) => (
            <option key={key} value={key}>
              {sweptName(key)}
            </option>
          ))}
        </Select>
      )}
      <Segment label="Result" options={whiches} value={which} onChange={onWhich} />
    </>
  );
}

/** The value for all rules: as chosen; else the one that is best for the first rule, which is BP where it was trained. */
function oneOf(wanted: number | undefined, common: readonly number[], best: number | undefined) {
  return [wanted, best].find((value) => value !== undefined && common.includes(value)) ?? common[0];
}

function Sweep({ runs, by, keys }: Props & { keys: readonly [SweptKey, ...SweptKey[]] }) {
  const [wanted, setSetting] = useState<SweptKey>(keys[0]);
  const [which, setWhich] = useState<Which>('best');
  const [chosen, setOne] = useState<number>();
  const setting = keys.includes(wanted) ? wanted : keys[0];
  const { sweeps, label, title, spec, notes } = useSweep(runs, by, setting, which);
  const common = commonValues(sweeps);
  const one = oneOf(chosen, common, sweeps[0]?.best?.value);
  const isMeasured = spec.lines.some(({ points }) => points.length > 0);
  return (
    <section className="sweep" aria-label={title}>
      <Figure
        title={title}
        subtitle={SWEEP_SUBTITLE}
        summary={sweepSummary(sweeps, label, by)}
        tools={<Tools {...{ keys, setting, which }} onSetting={setSetting} onWhich={setWhich} />}
        table={() => (
          <div className="plot">
            <LineTable spec={spec} />
          </div>
        )}
        exports={
          isMeasured
            ? {
                draw: () => ({
                  ...FILE,
                  content: <LineDrawing spec={{ ...spec, narrow: false }} size={FILE} />,
                }),
                rows: () => rowsOf(spec),
              }
            : undefined
        }
        kept
        className="figure sweep-figure"
      >
        <div className="plot">
          <LineChart spec={spec} />
        </div>
      </Figure>
      <div className="sweep-side">
        <SweepTable rows={sweepRows(sweeps, by, one)} {...{ by, label, one, common }} onOne={setOne} />
        <ul className="sweep-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** Test results against a setting with several values; nothing where no setting was swept. */
export function SweepFigure({ runs, by }: Props) {
  const [first, ...others] = useMemo(() => sweptKeys(runs), [runs]);
  return first === undefined ? null : <Sweep runs={runs} by={by} keys={[first, ...others]} />;
}
