import { useMemo } from 'react';
import { measures } from '../../../../core/measures';
import { type AngleKind, angleKinds } from '../../../../core/measures/unit';
import { usePreferences } from '../../../../store/page/preferences';
import { useLab } from '../../../labContext';
import { Select } from '../../../parts/Select';
import { useSeries } from '../../../useSeries';
import { AngleUnitChoice } from '../../results/AngleUnitChoice';
import { NotMeasured } from '../figure/NotMeasured';
import { LinesFigure, LinesPlot } from '../lines/LinesFigure';
import type { InsideView } from '../useInsideView';
import './angles.css';
import { angleSpec } from '../../../../figures/angles/angleSpec';
import { ANGLES, aboutAngles, angleLines, angleSummary } from '../../../../figures/angles/angles';

const kindNames: Readonly<Record<AngleKind, string>> = {
  'gradient-angle': 'Gradient',
  'delta-angle': 'Per sample',
  counterfactual: 'At the same weights',
};

export function AngleFigure({ view }: { view: InsideView }) {
  const lab = useLab();
  const { experiment, rule, layer, hidden, started } = view;
  const version = useSeries('epochs', 500);
  const unit = usePreferences(({ angleUnit }) => angleUnit);
  const kind = lab.inside.useInside(({ angle }) => angle);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is mutable; its version stands for it.
  const lines = useMemo(
    () => angleLines(lab.byRule.rules(), kind, rule, layer, unit),
    [kind, rule, layer, unit, version, experiment],
  );
  const { epochs } = experiment;
  const spec = useMemo(() => angleSpec(lines, epochs, unit), [lines, epochs, unit]);
  const measured = experiment.measures.includes(kind);
  return (
    <LinesFigure
      title={ANGLES}
      subtitle={hidden > 0 ? `hidden layer ${layer}` : ''}
      summary={hidden === 0 ? 'There is no hidden layer.' : angleSummary(lines, layer, unit)}
      tools={
        <Select label="Kind of angle" value={kind} onChange={(id) => lab.inside.chooseAngle(id as AngleKind)}>
          {angleKinds.map((id) => (
            <option key={id} value={id}>
              {kindNames[id]}
            </option>
          ))}
        </Select>
      }
      spec={hidden > 0 ? spec : undefined}
      className="figure-angle"
    >
      {hidden === 0 ? (
        <p className="inside-none">There is no hidden layer: every layer learns from its own error.</p>
      ) : (
        <>
          <p className="quiet figure-about">{measures[kind].sentence}</p>
          {measured ? <LinesPlot spec={spec} /> : <NotMeasured measure={kind} started={started} />}
          {measured && (
            <div className="quiet figure-about angle-foot">
              <span>{aboutAngles(lines, kind, rule, experiment.rules)}</span>
              <AngleUnitChoice />
            </div>
          )}
        </>
      )}
    </LinesFigure>
  );
}
