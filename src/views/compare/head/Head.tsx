import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { count } from '../../../core/format';
import { optimizers } from '../../../core/optimizers';
import { networkOf } from '../../../exports/settingsText';
import { runsText } from '../../../figures/compare/runsText';
import type { ExperimentRecord, RunRecord } from '../../../notebook/records';
import { removeExperiment, renameExperiment } from '../../../store/notebook/actions';
import { goTo } from '../../../store/page/page';
import { Select } from '../../parts/Select';
import { Differences } from '../Differences';
import { ALL, type ComparePlace } from '../place';
import { QueueBar } from '../queue/QueueBar';
import type { Comparison } from '../useCompare';
import { FileTools } from './FileTools';
import { StorageTool } from './StorageTool';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** "28 Nov, 14:02" */
const dateText = (time: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(time);

/** "MNIST · 784–500–10 · Adam · 10 epochs" */
function settingsText({ data, settings }: ExperimentRecord): string {
  const { optimizer, epochs } = settings;
  return [
    data.name,
    networkOf(settings, data),
    optimizers[optimizer].name,
    `${count(epochs)} epoch${epochs === 1 ? '' : 's'}`,
  ].join(' · ');
}

const doneText = (runs: readonly RunRecord[]): string => {
  const done = runs.filter(({ state }) => state === 'done').length;
  return done === runs.length ? runsText(runs.length) : `${count(done)} of ${runsText(runs.length)} done`;
};

function Name({ experiment }: { experiment: ExperimentRecord }) {
  const [text, setText] = useState<string>();
  if (text === undefined)
    return (
      <>
        <h1>{experiment.name}</h1>
        <button
          type="button"
          className="icon-button"
          aria-label="Rename the experiment"
          title="Rename"
          onClick={() => setText(experiment.name)}
        >
          <Pencil {...icon} />
        </button>
      </>
    );
  const save = (): void => {
    void renameExperiment(experiment.id, text);
    setText(undefined);
  };
  return (
    <form
      className="compare-rename"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input
        type="text"
        aria-label="Name of the experiment"
        value={text}
        // biome-ignore lint/a11y/noAutofocus: the person asked for this field.
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Escape' && setText(undefined)}
      />
    </form>
  );
}

interface Props {
  comparison: Comparison;
  place: ComparePlace;
}

/** Which experiment, what it is, and how far its queue is. */
export function Head({ comparison, place }: Props) {
  const { experiments, experiment, runs } = comparison;
  const isAll = place.experiment === ALL;
  return (
    <header className="compare-head">
      {experiments.length > 0 && (
        <Select
          label="Experiment"
          value={isAll ? ALL : (experiment?.id ?? '')}
          onChange={(id) => goTo('compare', id)}
        >
          {!isAll && !experiment && <option value="">Not here</option>}
          {experiments.map(({ id, name, created }) => (
            <option key={id} value={id}>
              {dateText(created)} · {name}
            </option>
          ))}
          {experiments.length > 1 && <option value={ALL}>All experiments</option>}
        </Select>
      )}
      {experiment ? (
        <Name experiment={experiment} key={experiment.id} />
      ) : (
        <h1>{isAll ? 'All experiments' : 'Compare'}</h1>
      )}
      {experiment && (
        <span className="quiet compare-settings" title={settingsText(experiment)}>
          {settingsText(experiment)} · {doneText(runs)}
        </span>
      )}
      <span className="compare-actions">
        <QueueBar experiment={experiment} runs={runs} />
        {runs.length > 1 && <Differences comparison={comparison} />}
        <FileTools experiment={experiment} />
        {experiments.length > 0 && <StorageTool />}
        {experiment && (
          <button
            type="button"
            className="icon-button"
            aria-label="Delete the experiment"
            title="Delete the experiment"
            onClick={async () => {
              if (await removeExperiment(experiment.id, experiment.name)) goTo('compare');
            }}
          >
            <Trash2 {...icon} />
          </button>
        )}
      </span>
    </header>
  );
}
