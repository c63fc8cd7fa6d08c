import { rateSource } from '../../../experiment/rateSource';
import { useLab } from '../../labContext';
import { Algorithms } from './Algorithms';
import { Cautions } from './Cautions';
import { DatasetField } from './DatasetField';
import { LongRun } from './LongRun';
import { More, useOptionsInPanel } from './More';
import { Network } from './network/Network';
import { ChoiceRow } from './rows/ChoiceRow';
import { OptionRows } from './rows/OptionRows';
import { TextRow } from './rows/TextRow';
import { OpenSettings, SaveSettings } from './SettingsFile';
import './settings.css';

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
      <Cautions at="backend" />
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
