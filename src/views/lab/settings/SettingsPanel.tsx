import type { HiddenLayer } from '../../../core/blocks/hidden';
import { rateSource } from '../../../experiment/rateSource';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { layerName } from '../networkText';
import { Algorithms } from './Algorithms';
import { Cautions } from './Cautions';
import { DatasetField } from './DatasetField';
import { LongRun } from './LongRun';
import { More, useOptionsInPanel } from './More';
import { ChoiceRow } from './rows/ChoiceRow';
import { OptionRows } from './rows/OptionRows';
import { TextRow } from './rows/TextRow';
import { OpenSettings, SaveSettings } from './SettingsFile';
import './settings.css';

function shape(inputs: number, hidden: readonly HiddenLayer[], outputs: number): string {
  const names = hidden.map(layerName);
  const [first, second] = names;
  const inner =
    names.length > 3
      ? [names.every((name) => name === first) ? `${first} × ${names.length}` : `${first}–${second}–…`]
      : names;
  return [inputs, ...inner, outputs].join('–');
}

function Network() {
  const lab = useLab();
  const hidden = lab.settings.useSettings((state) => state.draft.hidden);
  const { inputs, outputs } = datasetChoice(lab.settings.useSettings((state) => state.draft.dataset));
  return (
    <section className="group" aria-labelledby="network-title">
      <div className="group-head">
        <h2 id="network-title">Network</h2>
        <span className="quiet group-note num">{shape(inputs, hidden, outputs)}</span>
      </div>
      <TextRow field="layers" />
      <TextRow field="units" />
      <Cautions at="hidden" />
      <ChoiceRow field="feedbackInit" explain />
    </section>
  );
}

function Training() {
  const lab = useLab();
  const source = rateSource(lab.settings.useSettings((state) => state.draft));
  const optionsHere = useOptionsInPanel();
  return (
    <section className="group" aria-labelledby="training-title">
      <div className="group-head">
        <h2 id="training-title">Training</h2>
      </div>
      <TextRow field="epochs" />
      <LongRun />
      <TextRow field="batchSize" />
      <ChoiceRow field="optimizer" explain />
      {optionsHere && <OptionRows field="optimizerOptions" />}
      <TextRow field="learningRate" about={{ sentence: source }} />
      <TextRow field="seeds" />
      <ChoiceRow field="backend" />
    </section>
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
      <div className="settings-file">
        <SaveSettings />
        <OpenSettings />
      </div>
    </>
  );
}
