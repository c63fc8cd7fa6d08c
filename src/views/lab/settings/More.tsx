import { Fragment } from 'react';
import { type GroupId, groups } from '../../../core/run/setting';
import { settings } from '../../../core/run/settings';
import type { FieldKey } from '../../../experiment/fields/field';
import { fieldKeys } from '../../../experiment/fields/fields';
import { CoursePresets } from './CoursePresets';
import { useChanged } from './changes';
import { FairStepsRecord } from './fairSteps/FairStepsRecord';
import { useOptions } from './rows/OptionRows';
import { SettingRow } from './rows/SettingRow';
import { ScenarioPresets } from './ScenarioPresets';

/** Settings shown in the panel itself; all others are shown here, by group. */
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
const groupsHere = (Object.keys(groups) as GroupId[]).filter((group) =>
  inMore.some((name) => settings[name].group === group),
);

/** Whether the optimizer has a single option, which is shown in the panel below it. */
export function useOptionsInPanel(): boolean {
  return Object.keys(useOptions('optimizerOptions')).length === 1;
}

function Part({ group, fields }: { group: GroupId; fields: readonly FieldKey[] }) {
  const id = `more-${group}`;
  return (
    <fieldset className="part" aria-labelledby={id}>
      <h3 id={id}>{groups[group]}</h3>
      {fields.map((field) => (
        <Fragment key={field}>
          <SettingRow field={field} />
          {field === 'fairSteps' && <FairStepsRecord />}
        </Fragment>
      ))}
      {group === 'scenario' && <ScenarioPresets />}
    </fieldset>
  );
}

export function More() {
  const optionsElsewhere = useOptionsInPanel();
  const here = inMore.filter((name) => !(optionsElsewhere && name === 'optimizerOptions'));
  const changed = useChanged(...here);
  return (
    <details className="group more">
      <summary className="panel-title">
        More
        {changed && <span className="changed" title="Changed since this run started" />}
      </summary>
      {groupsHere.map((group) => (
        <Part key={group} group={group} fields={here.filter((name) => settings[name].group === group)} />
      ))}
      <CoursePresets />
    </details>
  );
}
