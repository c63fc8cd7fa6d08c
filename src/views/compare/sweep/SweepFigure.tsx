import { useMemo, useState } from 'react';
import type { Judged } from '../../../experiment/aggregate';
import type { RunRecord } from '../../../notebook/records';
import {
  commonValues,
  mixedKeys,
  type SweptKey,
  sweepOf,
  sweepRows,
  sweptKeys,
  sweptName,
  type Which,
} from '../../../notebook/stats/bestRate';
import { Figure } from '../../charts/figure/Figure';
import { LineChart } from '../../charts/lines/LineChart';
import { LineDrawing } from '../../charts/lines/LineDrawing';
import { LineTable } from '../../charts/table/LineTable';
import { rowsOf } from '../../charts/table/rows';
import { Segment } from '../../parts/Segment';
import { Select } from '../../parts/Select';
import { PHONE, useMedia } from '../../useMedia';
import { SweepTable } from './SweepTable';
import { sweepSpec } from './sweepSpec';
import { sweepNotes, sweepSummary } from './sweepTexts';
import './sweep.css';

/** Size of an exported figure, in pixels. */
const FILE = { width: 640, height: 360 } as const;

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
  return useMemo(() => {
    const sweeps = sweepOf(runs, setting, by, which);
    const label = sweptName(setting);
    const what = by === 'testAccuracy' ? 'Accuracy' : 'Loss';
    const title = `${what} by ${label.toLowerCase()}`;
    const spec = sweepSpec(sweeps, { title, setting, label, by, narrow });
    return { sweeps, label, title, spec, notes: sweepNotes(sweeps, label, mixedKeys(runs, setting)) };
  }, [runs, by, setting, which, narrow]);
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
        subtitle="test set, mean ± sd over seeds; a circle marks each best value"
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
