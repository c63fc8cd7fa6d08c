import { Table2 } from 'lucide-react';
import { useState } from 'react';
import { count } from '../../../core/format';
import type { MeasureId } from '../../../core/measures';
import { type RuleId, rules } from '../../../core/rules';
import { runSpec } from '../../../core/run/spec';
import { currentNetwork } from '../../../store/notebook/networks';
import { datasetChoice } from '../../../store/settings/choices';
import { mountedFigure } from '../../charts/export/mounted';
import { SaveFigure } from '../../charts/export/SaveFigure';
import { useLab } from '../../labContext';
import { SaveNetwork } from '../../menus/SaveNetwork';
import { RunSet } from '../../parts/runSet/RunSet';
import { Segment } from '../../parts/Segment';
import { SeedChoice } from '../run/SeedChoice';
import { useDataset } from '../useDataset';
import { AngleFigure } from './angles/AngleFigure';
import { ConfusionFigure } from './confusion/ConfusionFigure';
import { CostPanel } from './cost/CostPanel';
import { InspectionCostLine } from './cost/InspectionCostLine';
import { DeltaFigure } from './deltas/DeltaFigure';
import { Diagram } from './diagram/Diagram';
import { NETWORK } from './diagram/useDiagramExport';
import { HeatmapFigure } from './heatmaps/HeatmapFigure';
import { AttentionFigure, MapsFigure } from './maps/MapsFigure';
import { NumberBox } from './NumberBox';
import { AlignmentFigure, ClassFigure, ForgettingFigure } from './places/PlacesFigure';
import { PlaneFigure } from './plane/PlaneFigure';
import { NoiseNote } from './sample/NoiseNote';
import { SampleValues } from './sample/SampleValues';
import { className } from './sample/sampleText';
import { type InsideView, networkName, useInsideView } from './useInsideView';
import './inside.css';

function RuleChoice({ ruleIds, rule }: { ruleIds: readonly RuleId[]; rule: RuleId }) {
  const lab = useLab();
  const options = ruleIds.map((id) => ({ id, name: rules[id].short }));
  return (
    <span className={ruleIds.length > 6 ? 'inside-rules many' : 'inside-rules'}>
      <Segment label="Algorithm to inspect" options={options} value={rule} onChange={lab.inside.chooseRule} />
    </span>
  );
}

/** The sample's class, labelled so that it is not confused with the sample's number. */
function SampleLabel({ dataset: id, sample }: { dataset: string; sample: number }) {
  const dataset = useDataset(id);
  const targets = dataset?.train.targets;
  const label = targets?.kind === 'classes' ? targets.labels[sample] : undefined;
  if (label === undefined) return null;
  return <span className="quiet">{`label ${className(datasetChoice(id), label)}`}</span>;
}

/** Selects layer and sample. */
function Where({ view, table, onTable }: { view: InsideView; table: boolean; onTable: () => void }) {
  const lab = useLab();
  const { hidden, layer, sample, seed, experiment, gone } = view;
  const { trainSize } = datasetChoice(experiment.dataset);
  return (
    <div className="inside-where">
      <SeedChoice seeds={experiment.seeds} seed={seed} />
      {hidden > 1 && (
        <NumberBox
          name="Hidden layer"
          label={`Hidden layer (1 to ${count(hidden)})`}
          value={layer}
          min={1}
          max={hidden}
          onChange={lab.inside.chooseLayer}
        />
      )}
      <NumberBox
        name="Training sample no."
        value={sample + 1}
        min={1}
        max={trainSize}
        disabled={gone !== undefined}
        onChange={(number) => lab.inside.chooseSample(number - 1)}
      />
      <SampleLabel dataset={experiment.dataset} sample={sample} />
      <span className="inside-where-tools">
        <button
          type="button"
          className="icon-button"
          aria-label="Show data of the network"
          title="Show data"
          aria-pressed={table}
          onClick={onTable}
        >
          <Table2 size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
        <SaveFigure of=" of the network" figure={() => mountedFigure(lab, NETWORK)} />
        <SaveNetwork
          of={networkName(view)}
          spec={() => runSpec(experiment, view.rule, seed)}
          network={
            view.started ? () => currentNetwork(lab.runs, { id: view.run, rule: view.rule, seed }) : undefined
          }
        />
      </span>
    </div>
  );
}

/** Inside a rule's network: feedback path, weights, angles, deltas, confusion matrix and cost. */
export function InsideColumn() {
  const lab = useLab();
  const view = useInsideView();
  const [table, setTable] = useState(false);
  const asked = lab.settings.useSettings(({ draft }) => draft.measures);
  const shows = (id: MeasureId) => asked.includes(id) || view?.experiment.measures.includes(id);
  const isDeep = view !== undefined && view.hidden > 0;
  const choice = view && datasetChoice(view.experiment.dataset);
  return (
    <section className="inside" aria-labelledby="inside-title">
      <div className="panel-head inside-head">
        <h2 id="inside-title">Inside</h2>
        <RunSet />
        {view && <RuleChoice ruleIds={view.experiment.rules} rule={view.rule} />}
      </div>
      {view ? (
        <div className="inside-parts">
          <div className="inside-network">
            <Where view={view} table={table} onTable={() => setTable(!table)} />
            {!choice?.image && <SampleValues dataset={view.experiment.dataset} sample={view.sample} />}
            <NoiseNote experiment={view.experiment} />
            <Diagram view={view} table={table} />
          </div>
          <MapsFigure view={view} />
          <AttentionFigure view={view} />
          <HeatmapFigure view={view} />
          <AngleFigure view={view} />
          {shows('gradient-noise') && <PlaneFigure view={view} />}
          {isDeep && shows('delta-norms') && <DeltaFigure view={view} />}
          {isDeep && shows('layer-alignment') && <AlignmentFigure view={view} />}
          {choice?.task === 'classification' && <ConfusionFigure view={view} />}
          {choice?.task === 'classification' && shows('class-accuracy') && <ClassFigure view={view} />}
          {choice?.task === 'classification' && shows('forgetting') && <ForgettingFigure view={view} />}
          <CostPanel />
          <InspectionCostLine view={view} />
        </div>
      ) : (
        <p className="inside-none">Tick an algorithm to look inside it.</p>
      )}
    </section>
  );
}
