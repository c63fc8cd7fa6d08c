import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { NetworkShape } from '../../../../core/cost/cost';
import { count } from '../../../../core/format';
import { networkText } from '../../../../experiment/fields/networkText';
import { presets } from '../../../../experiment/presets';
import { openLink } from '../../../../store/settings/address';
import type { SettingsForm } from '../../../../store/settings/settings';
import { undoably } from '../../../../store/settings/undoSettings';
import { useExport } from '../../../charts/export/mounted';
import { SaveFigure } from '../../../charts/export/SaveFigure';
import { useLab } from '../../../labContext';
import { costDrawing, costRows } from './costFile';
import { MEASURED_BY_PAPERS, memoryText, operationsText } from './costText';
import { MemoryTable } from './MemoryTable';
import { OperationsTable } from './OperationsTable';
import { PipelineTable } from './PipelineTable';
import { useShape } from './useCost';
import { WorkersTable } from './WorkersTable';
import './cost.css';

const MODEL = 'a model, not a measurement';

function Part({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <section className="cost-section">
      <h3>
        {title} <span className="quiet">{note}</span>
      </h3>
      {children}
    </section>
  );
}

const subject = (shape: NetworkShape): string =>
  `For the current settings: ${networkText(shape)}, batches of ${count(shape.batchSize)}, ${count(shape.samples)} training samples.`;

function Content() {
  const lab = useLab();
  const shape = useShape();
  const ruleIds = lab.settings.useSettings(({ draft }) => draft.rules);
  const figure = useExport({
    title: 'Cost',
    caption: `${subject(shape)} Operations and memory are ${MODEL}.`,
    draw: () => costDrawing(ruleIds, shape),
    rows: () => costRows(ruleIds, shape),
  });
  return (
    <div className="cost-content">
      <div className="cost-lead">
        <p className="quiet">{subject(shape)}</p>
        <SaveFigure of=" of costs" figure={figure && (() => figure)} />
      </div>
      <Part title="Operations" note={`per training step; ${MODEL}`}>
        <OperationsTable ruleIds={ruleIds} shape={shape} />
        <p>{operationsText(shape)}</p>
        <p className="quiet">{MEASURED_BY_PAPERS}</p>
      </Part>
      <Part
        title="Memory"
        note={`excluding weights and optimizer state; ${MODEL}, except the column “measured”`}
      >
        <MemoryTable ruleIds={ruleIds} shape={shape} />
        <p>{memoryText(shape)}</p>
      </Part>
      <Part title="Workers" note="all that each one holds; measured at the end of the last epoch">
        <WorkersTable ruleIds={ruleIds} />
      </Part>
      <Part title="Depth" note="train to see it">
        <p>{presets.depth.sentence}</p>
        <button type="button" className="button small" onClick={() => setUpDepth(lab.settings)}>
          Set up {presets.depth.name.toLowerCase()}
        </button>
      </Part>
      <Part title="Pipelining" note={`one processor per layer; ${MODEL}`}>
        <PipelineTable ruleIds={ruleIds} layers={shape.hidden.length + 1} />
      </Part>
    </div>
  );
}

const setUpDepth = (settings: SettingsForm): void =>
  undoably(settings, `${presets.depth.name} are set up.`, () => openLink(settings, presets.depth.query));

/** Cost of each rule on the current network; computes nothing while closed. */
export function CostPanel() {
  const [open, setOpen] = useState(false);
  return (
    <section className="cost" aria-labelledby="cost-title">
      <h2 className="panel-head" id="cost-title">
        <button type="button" className="cost-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />
          Cost
        </button>
        <span className="quiet panel-sub" aria-hidden="true">
          operations, memory, pipelining
        </span>
      </h2>
      {open && <Content />}
    </section>
  );
}
