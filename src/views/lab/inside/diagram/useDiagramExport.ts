import { datasetChoice } from '../../../../store/settings/choices';
import type { Exports } from '../../../charts/export/mounted';
import { useExport } from '../../../charts/export/mounted';
import { pictureUrl } from '../../../parts/picture/picture';
import { useDataset } from '../../useDataset';
import { type InsideView, networkName } from '../useInsideView';
import { diagramCaption, diagramDrawing, diagramRows } from './diagramFile';
import type { DiagramLayout } from './diagramLayout';
import type { DiagramParts } from './useDiagramParts';

/** Title under which the figure can be exported. */
export const NETWORK = 'Network';

/** Registers the network for export while it is mounted. */
export function useDiagramExport(view: InsideView, layout: DiagramLayout, parts: DiagramParts): void {
  const { experiment, inspection } = view;
  const { image } = datasetChoice(experiment.dataset);
  const dataset = useDataset(experiment.dataset);
  const sample = inspection?.sample.index ?? view.sample;
  const diagram = { view, layout, parts };
  const exports: Exports = {
    draw: () => diagramDrawing(diagram, image && dataset && pictureUrl(dataset.train.inputs, sample, image)),
    rows: () => diagramRows(diagram),
  };
  useExport({ title: NETWORK, whose: networkName(view), caption: diagramCaption(view), ...exports });
}
