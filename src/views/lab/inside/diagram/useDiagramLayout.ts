import { useMemo } from 'react';
import { datasetChoice } from '../../../../store/settings/choices';
import { bordersOfChosen, linksOf, skipsOf, wiredOf } from '../sizes';
import type { InsideView } from '../useInsideView';
import { layoutOf } from './diagramLayout';

/** Layout of the columns, with the names of inputs and outputs. */
export function useDiagramLayout({ experiment, layer }: InsideView, width: number) {
  const { image, inputNames, classNames, targetName, outputs, task } = datasetChoice(experiment.dataset);
  const { dataset, hidden } = experiment;
  const isImage = image !== undefined;
  const ofTarget = task === 'regression' && outputs === 1 ? (targetName ?? 'target') : undefined;
  return useMemo(() => {
    const chosen = { dataset, hidden };
    const borders = bordersOfChosen(chosen);
    const output = classNames ?? (ofTarget === undefined ? undefined : [ofTarget]);
    return layoutOf({
      sizes: borders.map(({ size }) => size),
      wired: wiredOf(chosen),
      skips: skipsOf(chosen),
      shapes: borders.map(({ shape }) => shape),
      links: linksOf(chosen),
      layer,
      width: Math.max(280, width),
      image: isImage,
      names: { ...(inputNames ? { input: inputNames } : {}), ...(output ? { output } : {}) },
    });
  }, [dataset, hidden, layer, width, isImage, inputNames, classNames, ofTarget]);
}
