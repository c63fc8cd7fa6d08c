import { useMemo } from 'react';
import { datasetChoice } from '../../../../store/settings/choices';
import { wiredOf } from '../sizes';
import type { InsideView } from '../useInsideView';
import { layoutOf } from './diagramLayout';

/** Layout of the columns, with the names of inputs and outputs. */
export function useDiagramLayout({ experiment, sizes, layer }: InsideView, width: number) {
  const { image, inputNames, classNames, targetName, outputs, task } = datasetChoice(experiment.dataset);
  const widths = sizes.join();
  const wired = wiredOf(experiment).join();
  const isImage = image !== undefined;
  const ofTarget = task === 'regression' && outputs === 1 ? (targetName ?? 'target') : undefined;
  return useMemo(() => {
    const output = classNames ?? (ofTarget === undefined ? undefined : [ofTarget]);
    return layoutOf({
      sizes: widths.split(',').map(Number),
      wired: wired.split(',').map((one) => one === 'true'),
      layer,
      width: Math.max(280, width),
      image: isImage,
      names: { ...(inputNames ? { input: inputNames } : {}), ...(output ? { output } : {}) },
    });
  }, [widths, wired, layer, width, isImage, inputNames, classNames, ofTarget]);
}
