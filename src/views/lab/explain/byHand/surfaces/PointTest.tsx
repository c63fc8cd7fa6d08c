import { useMemo, useState } from 'react';
import { threeDigits } from '../../../../../core/format';
import { rules } from '../../../../../core/rules';
import type { Surface } from '../../../../../core/run/inspect/surface';
import type { Dataset } from '../../../../../core/samples/dataset';
import { useLab } from '../../../../labContext';
import { useSeries } from '../../../../useSeries';
import type { Cell } from '../../../inside/cells/cells';
import { className } from '../../../inside/sample/sampleText';
import { certaintyOf, NO_ANSWER } from '../certainty';
import { Frame } from '../Frame';
import { MistakeLists } from '../mistakes/MistakeLists';
import type { ByHand } from '../useByHand';
import { useProbes } from '../useProbes';
import { SurfaceTable } from './SurfaceTable';
import { SurfaceTile } from './SurfaceTile';
import { boundsOf, CELLS, cellOf, pointsOf, SURE, surfaceText, valuesAt } from './surfaceModel';
import { useClassColors } from './useClassColors';
import './surfaces.css';

interface Props {
  view: ByHand;
  dataset: Dataset;
}

/** Decision surfaces of all runs side by side on the same axes, live while they train. */
export function PointTest({ view, dataset }: Props) {
  const lab = useLab();
  const { refs, info, experiment } = view;
  useSeries('testAccuracy', 500);
  const [at, setAt] = useState<Cell>();
  const bounds = useMemo(() => boundsOf(dataset), [dataset]);
  const points = useMemo(() => pointsOf(dataset, bounds), [dataset, bounds]);
  const request = useMemo(() => ({ bounds, cells: CELLS }), [bounds]);
  const { answers, probes } = useProbes(refs, 'surface', view.started ? request : undefined);
  const [legend, colors] = useClassColors(info.outputs);
  const { text, sentence } = certaintyOf(experiment.outputActivation);
  const accuracyOf = (run: string): number | undefined => {
    const curve = lab.series.record().get(run)?.curves.testAccuracy.points;
    return curve && curve.length > 0 ? curve.y[curve.length - 1] : undefined;
  };
  const nameOf = (label: number): string => (info.classNames ? className(info, label) : `class ${label}`);
  const saidAt = (surface: Surface | undefined): string => {
    if (!surface || !at) return '';
    const i = at.row * CELLS + at.column;
    const label = surface.labels[i] as number;
    return label < 0 ? NO_ANSWER : `${nameOf(label)}, ${text(surface.certainty[i] as number)}`;
  };
  const names = [0, 1].map((axis) => info.inputNames?.[axis] ?? `input ${axis}`);
  const place = at
    ? valuesAt(bounds, at)
        .map((value, axis) => `${names[axis]} ${threeDigits(value + (dataset.offset?.[axis] ?? 0))}`)
        .join(', ')
    : '';
  const summary = refs
    .map(({ id, rule }) =>
      surfaceText({ name: rules[rule].name, surface: answers.get(id), accuracy: accuracyOf(id) }),
    )
    .join(' ');
  const [answered] = answers.values();
  return (
    <Frame
      {...{ view, answered }}
      subtitle="What each network would answer at every point"
      summary={`Decision surfaces over ${names.join(' and ')}, on the same axes. ${summary}`}
      table={() => (
        <SurfaceTable
          rows={refs.map((ref) => ({ ...ref, accuracy: accuracyOf(ref.id), surface: answers.get(ref.id) }))}
        />
      )}
    >
      {probes}
      <div className="surface-legend">
        <ul ref={legend} aria-label="Classes">
          {Array.from({ length: info.outputs }, (_, label) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: classes are identified by index.
            <li key={label}>
              <span className={`class-swatch class-${label % 6} ${label % 2 ? 'square' : 'disc'}`} />
              {nameOf(label)}
            </li>
          ))}
        </ul>
        <span className="num surface-place">{at ? place : `across ${names[0]}, up ${names[1]}`}</span>
      </div>
      <ul className="surfaces" aria-label="Decision surfaces">
        {refs.map((ref) => (
          <SurfaceTile
            key={ref.id}
            rule={ref.rule}
            surface={answers.get(ref.id)}
            classes={info.outputs}
            accuracy={accuracyOf(ref.id)}
            said={saidAt(answers.get(ref.id))}
            {...{ points, bounds, colors, at, place }}
            onRead={setAt}
          />
        ))}
      </ul>
      <p className="quiet by-hand-note">
        {`The colour is the class that the network would answer there, stronger where it is more certain; the marks are training points. ${sentence} Unsure: less than ${SURE * 100} %.`}
      </p>
      <MistakeLists
        view={view}
        onChoose={(sample) => {
          const [x = 0, y = 0] = dataset.test.inputs.subarray(2 * sample, 2 * sample + 2);
          setAt(cellOf(bounds, x, y));
        }}
      />
    </Frame>
  );
}
