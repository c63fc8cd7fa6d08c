import type { ReactNode } from 'react';
import { type FieldKey, type GroupId, groups } from '../../../experiment/fields/field';
import { fieldKeys, fields } from '../../../experiment/fields/fields';
import { useLab } from '../../labContext';
import { Cautions } from './Cautions';
import { ChoiceRow } from './ChoiceRow';
import { useChanged } from './changes';
import { MeasureBoxes } from './MeasureBoxes';
import { OptionRows, useOptions } from './OptionRows';
import { describedBy, Row } from './Row';
import { TextRow } from './TextRow';

function Part({ group, children }: { group: GroupId; children: ReactNode }) {
  const id = `more-${group}`;
  return (
    <fieldset className="part" aria-labelledby={id}>
      <h3 id={id}>{groups[group]}</h3>
      {children}
    </fieldset>
  );
}

function Biases() {
  const lab = useLab();
  const bias = lab.settings.useSettings((state) => state.draft.bias);
  const changed = useChanged('bias');
  const about = { sentence: 'A learned offset for each unit. PEPITA never has any.' };
  return (
    <Row id="setting-bias" label={fields.bias.label} changed={changed} about={about}>
      <input
        id="setting-bias"
        type="checkbox"
        checked={bias}
        aria-describedby={describedBy('setting-bias', undefined, about)}
        onChange={(event) => lab.settings.setChoice('bias', event.target.checked)}
      />
    </Row>
  );
}

const frozen = {
  sentence:
    'They keep their weights. 2: layer 2; hidden: all but the output; 1:1-3: in epochs 1 to 3; 1:4-: from epoch 4.',
  source: 'Lillicrap et al. 2016',
};
const share = {
  sentence:
    'Part of the training set seen in an epoch, drawn anew each time. F³ remembers a sample’s last visit.',
};

function FeedbackPart() {
  const lab = useLab();
  const counts = lab.settings.useSettings((state) => state.draft.feedbackRedraw.endsWith('steps'));
  return (
    <Part group="feedback">
      <ChoiceRow field="feedbackSharing" explain />
      <ChoiceRow field="feedbackRedraw" explain />
      {counts && <TextRow field="feedbackRedrawSteps" numeric />}
      <ChoiceRow field="feedbackReduction" explain />
    </Part>
  );
}

/** A single number of the optimizer stands in the panel, right below it. */
export function useOptionsInPanel(): boolean {
  return Object.keys(useOptions('optimizerOptions')).length === 1;
}

function TrainingPart() {
  const elsewhere = useOptionsInPanel();
  return (
    <Part group="training">
      <ChoiceRow field="schedule" explain />
      <OptionRows field="scheduleOptions" />
      <TextRow field="epochShare" about={share} />
      {!elsewhere && <OptionRows field="optimizerOptions" />}
    </Part>
  );
}

const inPanel: ReadonlySet<FieldKey> = new Set([
  'dataset',
  'rules',
  'hidden',
  'feedbackInit',
  'epochs',
  'batchSize',
  'optimizer',
  'learningRate',
  'seeds',
  'backend',
]);
const inMore = fieldKeys.filter((name) => !inPanel.has(name));

export function More() {
  const optionsElsewhere = useOptionsInPanel();
  const changed = useChanged(...inMore.filter((name) => !(optionsElsewhere && name === 'optimizerOptions')));
  return (
    <details className="group more">
      <summary className="panel-title">
        More
        {changed && <span className="changed" title="Changed since this run started" />}
      </summary>
      <Part group="network">
        <ChoiceRow field="activation" explain />
        <ChoiceRow field="outputActivation" explain />
        <ChoiceRow field="loss" explain />
        <ChoiceRow field="weightInit" explain />
        <Biases />
        <TextRow field="freeze" about={frozen} />
      </Part>
      <FeedbackPart />
      <Part group="f3">
        <ChoiceRow field="errorTransform" explain />
        <Cautions at="errorTransform" />
        <ChoiceRow field="errorInit" explain />
        <ChoiceRow field="lossErrorScale" explain />
      </Part>
      <TrainingPart />
      <Part group="measures">
        <MeasureBoxes />
      </Part>
    </details>
  );
}
