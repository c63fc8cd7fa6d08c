import { datasetChoice } from '../../../store/choices';
import { useSettings } from '../../../store/settings';
import { Algorithms } from './Algorithms';
import { ChoiceRow } from './ChoiceRow';
import { DatasetField } from './DatasetField';
import { TextRow } from './TextRow';
import './settings.css';

function shape(inputs: number, hidden: readonly number[], outputs: number): string {
  const [first, second] = hidden;
  const inner =
    hidden.length > 3
      ? [hidden.every((n) => n === first) ? `${first} × ${hidden.length}` : `${first}–${second}–…`]
      : hidden;
  return [inputs, ...inner, outputs].join('–');
}

function Network() {
  const hidden = useSettings((state) => state.draft.hidden);
  const { inputs, outputs } = datasetChoice(useSettings((state) => state.draft.dataset));
  return (
    <section className="group" aria-labelledby="network-title">
      <div className="group-head">
        <h2 id="network-title">Network</h2>
        <span className="quiet group-note num">{shape(inputs, hidden, outputs)}</span>
      </div>
      <TextRow field="layers" label="Hidden layers" numeric />
      <TextRow field="units" label="Units per layer" />
      <ChoiceRow field="feedbackInit" label="Feedback initialisation" wide />
    </section>
  );
}

function Training() {
  const { learningRateSource } = datasetChoice(useSettings((state) => state.draft.dataset));
  return (
    <section className="group" aria-labelledby="training-title">
      <div className="group-head">
        <h2 id="training-title">Training</h2>
      </div>
      <TextRow field="epochs" label="Epochs" numeric />
      <TextRow field="batchSize" label="Batch size" numeric />
      <ChoiceRow field="optimizer" label="Optimizer" />
      <TextRow field="learningRate" label="Learning rate" hint={learningRateSource} />
      <TextRow field="seed" label="Seed" numeric />
      <ChoiceRow field="backend" label="Backend" />
    </section>
  );
}

function More() {
  return (
    <details className="group more">
      <summary className="panel-title">More</summary>
      <ChoiceRow field="activation" label="Activation" explain />
      <ChoiceRow field="outputActivation" label="Output activation" explain />
      <ChoiceRow field="loss" label="Loss" wide explain />
      <ChoiceRow field="errorTransform" label="Error transform" explain />
    </details>
  );
}

export function SettingsPanel() {
  return (
    <>
      <DatasetField />
      <Algorithms />
      <Network />
      <Training />
      <More />
    </>
  );
}
