import { useMemo } from 'react';
import { degrees } from '../../../../core/format';
import { measures } from '../../../../core/measures';
import { type AngleKind, angleKinds } from '../../../../store/run/inside';
import { makeFrame, plotWidth } from '../../../charts/axes/frame';
import { wholeTicks } from '../../../charts/axes/ticks';
import { useLab } from '../../../labContext';
import { Select } from '../../../parts/Select';
import { useSeries } from '../../../useSeries';
import { useSize } from '../../../useSize';
import { InsideFigure } from '../InsideFigure';
import { LineReader } from '../lines/LineReader';
import { LineTable } from '../lines/LineTable';
import { withSeeds } from '../lines/lineRows';
import { NotMeasured } from '../NotMeasured';
import type { InsideView } from '../useInsideView';
import { AngleEnds } from './AngleEnds';
import { AngleLines } from './AngleLines';
import { ANGLES, type AngleLine, aboutAngles, angleAxis, angleLines, angleSummary, angleTop } from './angles';

const kindNames: Readonly<Record<AngleKind, string>> = {
  'gradient-angle': 'Gradient',
  'delta-angle': 'Per sample',
  counterfactual: 'At the same weights',
};

function AnglePlot({ lines, epochs }: { lines: readonly AngleLine[]; epochs: number }) {
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const top = angleTop(lines);
  const axis = useMemo(() => angleAxis(top), [top]);
  const frame = useMemo(
    () => makeFrame({ width, height, labels: 112, narrow: true, axis }),
    [width, height, axis],
  );
  const xTicks = useMemo(() => wholeTicks(0, epochs, plotWidth(frame)), [epochs, frame]);
  return (
    <div className="line-plot" ref={ref}>
      {width > 0 && (
        <>
          <div aria-hidden="true" className="drawing">
            <AngleLines {...{ frame, axis, epochs, xTicks, lines }} />
          </div>
          <AngleEnds {...{ frame, axis, epochs, lines }} />
          <LineReader
            {...{ frame, lines }}
            from={0}
            to={epochs}
            label={`${ANGLES}: read the values at an epoch`}
            placeText={(epoch) => `Epoch ${epoch}`}
            valueText={degrees}
          />
        </>
      )}
    </div>
  );
}

export function AngleFigure({ view }: { view: InsideView }) {
  const lab = useLab();
  const { experiment, rule, layer, hidden, started } = view;
  const version = useSeries('epochs', 500);
  const kind = lab.inside.useInside(({ angle }) => angle);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is mutable; its version stands for it.
  const lines = useMemo(
    () => angleLines(lab.byRule.rules(), kind, rule, layer),
    [kind, rule, layer, version, experiment],
  );
  const measured = experiment.measures.includes(kind);
  return (
    <InsideFigure
      title={ANGLES}
      subtitle={hidden > 0 ? `hidden layer ${layer}` : ''}
      summary={hidden === 0 ? 'There is no hidden layer.' : angleSummary(lines, layer)}
      tools={
        <Select label="Kind of angle" value={kind} onChange={(id) => lab.inside.chooseAngle(id as AngleKind)}>
          {angleKinds.map((id) => (
            <option key={id} value={id}>
              {kindNames[id]}
            </option>
          ))}
        </Select>
      }
      table={
        hidden > 0
          ? () => <LineTable lines={withSeeds(lines)} title={ANGLES} place="Epoch" text={degrees} />
          : undefined
      }
      className="figure-angle"
    >
      {hidden === 0 ? (
        <p className="inside-none">There is no hidden layer: every layer learns from its own error.</p>
      ) : (
        <>
          <p className="quiet figure-about">{measures[kind].sentence}</p>
          {measured ? (
            <AnglePlot lines={lines} epochs={experiment.epochs} />
          ) : (
            <NotMeasured measure={kind} started={started} />
          )}
          {measured && (
            <p className="quiet figure-about">{aboutAngles(lines, kind, rule, experiment.rules)}</p>
          )}
        </>
      )}
    </InsideFigure>
  );
}
