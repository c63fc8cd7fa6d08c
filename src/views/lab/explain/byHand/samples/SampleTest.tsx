import { useCallback, useMemo, useRef, useState } from 'react';
import { count } from '../../../../../core/format';
import type { Dataset, Split } from '../../../../../core/samples/dataset';
import type { RunRef } from '../../../../../store/run/series';
import { SamplePicture } from '../../../../parts/picture/SamplePicture';
import { SampleValues } from '../../../inside/sample/SampleValues';
import { className, sampleText } from '../../../inside/sample/sampleText';
import { targetOf } from '../../../inside/sample/target';
import { AnswerList } from '../answers/AnswerList';
import { answerRows, rowsText, type Wording } from '../answers/answerRows';
import { DrawingPad } from '../drawing/DrawingPad';
import { drawnAs, fitted } from '../drawing/digit';
import { withLevels } from '../drawing/levels';
import { inkOf, type Stroke } from '../drawing/strokes';
import { Frame } from '../Frame';
import { MistakeLists } from '../mistakes/MistakeLists';
import type { ByHand } from '../useByHand';
import { useProbes } from '../useProbes';
import { AnswersTable } from './AnswersTable';
import { SampleChoice } from './SampleChoice';
import './samples.css';

/** What is tested: a sample of the test set, or a drawing, which may be empty. */
interface Subject {
  readonly sample: number;
  readonly drawn: readonly Stroke[] | undefined;
}

/** The numbers of the subject, as `Split.inputs` holds them; undefined for an empty drawing. */
function useInputs({ sample, drawn }: Subject, { info, dataset }: ByHand & { dataset: Dataset }) {
  return useMemo((): Split['inputs'] | undefined => {
    if (!drawn || !info.image)
      return dataset.test.inputs.slice(sample * info.inputs, (sample + 1) * info.inputs);
    const image = fitted(inkOf(drawn), info.image, drawnAs(info.image, info.drawn));
    return image && withLevels(image, dataset);
  }, [sample, drawn, info, dataset]);
}

/** One sample at a time: drawn, or from the test set; every network's answer to it; and the worst mistakes. */
export function SampleTest({ view, dataset }: { view: ByHand; dataset: Dataset }) {
  const { refs, info, experiment, started, training } = view;
  const top = useRef<HTMLDivElement>(null);
  const [subject, setSubject] = useState<Subject>({ sample: 0, drawn: undefined });
  /** Counts chosen samples: each clears the pad. */
  const [chosen, setChosen] = useState(0);
  const choose = (sample: number): void => {
    setSubject({ sample, drawn: undefined });
    setChosen(chosen + 1);
  };
  const draw = useCallback((drawn: readonly Stroke[]) => setSubject(({ sample }) => ({ sample, drawn })), []);
  const inputs = useInputs(subject, { ...view, dataset });
  const request = useMemo(() => inputs && { inputs: Array.from(inputs) }, [inputs]);
  const { answers, upToDate, probes } = useProbes(refs, 'answers', started ? request : undefined);

  const classes = info.task === 'classification';
  const wording: Wording = {
    activation: experiment.outputActivation,
    classes,
    name: (label) => className(info, label),
    targetScale: dataset.targetScale,
  };
  const { drawn, sample } = subject;
  const { label } = targetOf(dataset.test, sample, info.outputs);
  const truth = ({ id }: RunRef) => (drawn || !upToDate.has(id) ? undefined : label);
  const rows = answerRows(refs, answers, wording, truth);
  const { target } = sampleText(info, dataset, sample, 'test');
  const shown = drawn
    ? drawn.length > 0
      ? 'Your drawing.'
      : 'Nothing is drawn yet.'
    : `Test sample no. ${count(sample + 1)}: ${target?.name} ${target?.value}.`;
  const canDraw = info.image?.channels === 1;
  const [answered] = answers.values();
  return (
    <Frame
      {...{ view, answered }}
      subtitle={
        canDraw ? 'Draw, and see what each network answers' : 'What each network answers to a test sample'
      }
      summary={`${shown} ${rowsText(rows)}`}
      table={() => <AnswersTable {...{ rows, wording }} size={info.outputs} />}
    >
      {probes}
      <div className="by-hand-main" ref={top}>
        <div className="by-hand-subject">
          <SampleChoice sample={sample} size={dataset.test.size} onChoose={choose} />
          {info.image && canDraw && (
            <DrawingPad
              key={chosen}
              shape={info.image}
              sample={drawn ? undefined : inputs}
              shown={shown}
              onDraw={draw}
            />
          )}
          {!info.image && <SampleValues dataset={dataset.id} sample={sample} part="test" />}
        </div>
        <div className="by-hand-answers">
          <div className="by-hand-seen">
            {info.image && (
              <SamplePicture
                inputs={inputs}
                sample={0}
                shape={info.image}
                label={`The ${info.image.width} by ${info.image.height} pixels that the networks get`}
                className={canDraw ? 'net-image' : 'net-image large'}
              />
            )}
            <p>
              <strong>{shown}</strong>
              {info.image && (
                <span className="quiet">{`These ${info.image.width} × ${info.image.height} pixels are what the networks get.`}</span>
              )}
            </p>
          </div>
          <AnswerList rows={rows} wording={wording} />
          {/* While it trains, answers change twice a second: too often to be read out. */}
          <span className="sr-only" role="status">
            {training ? '' : rowsText(rows)}
          </span>
        </div>
      </div>
      <MistakeLists
        view={view}
        onChoose={(next) => {
          choose(next);
          top.current?.scrollIntoView({ block: 'nearest' });
        }}
      />
    </Frame>
  );
}
