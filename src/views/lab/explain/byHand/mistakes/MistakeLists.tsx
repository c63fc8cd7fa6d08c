import { useMemo } from 'react';
import { count } from '../../../../../core/format';
import { rules } from '../../../../../core/rules';
import type { Mistake } from '../../../../../core/run/inspect/mistakes';
import { SamplePicture } from '../../../../parts/picture/SamplePicture';
import { LineSample } from '../../../../theme/LineSample';
import { className } from '../../../inside/sample/sampleText';
import { certaintyOf } from '../certainty';
import type { ByHand } from '../useByHand';
import { useProbes } from '../useProbes';
import { mistakeText, wrongText } from './mistakeText';
import './mistakes.css';

/** Mistakes shown of each run. */
const MOST_IMAGES = 10;
const MOST_LINES = 5;
/** Milliseconds between two looks: each evaluates 500 samples, and lists that change faster cannot be read. */
const INTERVAL = 3000;

interface Props {
  view: ByHand;
  /** Shows this test sample. */
  onChoose: (sample: number) => void;
}

/** The most certain mistakes of every run, each a button that shows its sample. */
export function MistakeLists({ view, onChoose }: Props) {
  const { refs, info, dataset, experiment, training, started } = view;
  const image = info.image;
  const request = useMemo(
    () => ({ most: image ? MOST_IMAGES : MOST_LINES, all: !training }),
    [image, training],
  );
  const { answers, probes } = useProbes(
    refs,
    'mistakes',
    started && info.task === 'classification' ? request : undefined,
    INTERVAL,
  );
  if (info.task !== 'classification') return null;
  const { text } = certaintyOf(experiment.outputActivation);
  const name = (label: number) => className(info, label);
  const button = (mistake: Mistake) => {
    const said = mistakeText(mistake, name, text);
    return (
      <button
        type="button"
        className={image ? 'mistake image' : 'mistake'}
        aria-label={`Test sample no. ${count(mistake.sample + 1)}: ${said}`}
        title={`Test sample no. ${count(mistake.sample + 1)}: ${said}`}
        onClick={() => onChoose(mistake.sample)}
      >
        {image && (
          <SamplePicture
            inputs={dataset?.test.inputs}
            sample={mistake.sample}
            shape={image}
            className="mistake-image"
          />
        )}
        {image ? (
          <>
            <span className="mistake-what">{`${name(mistake.label)} → ${name(mistake.answer)}`}</span>
            <span className="num quiet">{text(mistake.certainty)}</span>
          </>
        ) : (
          `no. ${count(mistake.sample + 1)}: ${said}`
        )}
      </button>
    );
  };
  return (
    <section className="mistakes" aria-label="Worst mistakes">
      {probes}
      <h3>
        Worst mistakes <span className="quiet">the most certain wrong answers; choose one to test it</span>
      </h3>
      {refs.map(({ id, rule }) => {
        const seen = answers.get(id);
        return (
          <div key={id} className={image ? 'mistakes-rule with-images' : 'mistakes-rule'}>
            <div className="mistakes-head">
              <span className="mistakes-name">
                <LineSample rule={rule} />
                {rules[rule].name}
              </span>
              <span className="num quiet">{seen ? wrongText(seen, info.testSize) : 'no network yet'}</span>
            </div>
            <ul aria-label={`${rules[rule].name}, worst mistakes`} className={image ? 'strip' : undefined}>
              {seen?.worst.map((mistake) => (
                <li key={mistake.sample}>{button(mistake)}</li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
