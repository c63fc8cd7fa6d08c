import { useMemo } from 'react';
import { presets } from '../../../../../experiment/presets';
import { openLink } from '../../../../../store/settings/address';
import { undoably } from '../../../../../store/settings/undoSettings';
import { useLab } from '../../../../labContext';
import { useSeries } from '../../../../useSeries';
import { NotMeasured } from '../../../inside/figure/NotMeasured';
import { LinesPlot } from '../../../inside/lines/LinesFigure';
import type { Drawer } from '../useDrawer';
import { cosineTrail, MEASURE, sizeTrail, trailSpec, trailText } from './trailLines';
import './trail.css';

/** Size of the memory and its agreement with the errors now, after each epoch. */
export function Trail({ drawer }: { drawer: Drawer }) {
  const lab = useLab();
  const { experiment, rule, started, seen } = drawer;
  const version = useSeries('epochs', 500);
  const one = seen?.width === 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is mutable; its version stands for it.
  const specs = useMemo(() => {
    const shown = { record: lab.byRule.rules(), rule, experiment };
    // With one number per sample, a cosine is only a sign.
    return [sizeTrail, ...(one ? [] : [cosineTrail])].map((figure) => trailSpec(figure, shown));
  }, [lab, rule, experiment, one, version]);
  const { deepMemory } = presets;
  const setUp = (): void =>
    undoably(lab.settings, `${deepMemory.name} is set up.`, () => openLink(lab.settings, deepMemory.query));
  return (
    <section className="drawer-trail" aria-labelledby="drawer-trail">
      <h3 id="drawer-trail">Epoch by epoch</h3>
      {experiment.measures.includes(MEASURE) ? (
        <>
          <p>{trailText({ record: lab.byRule.rules(), rule }, !one)}</p>
          <div className="drawer-trail-plots">
            {specs.map((spec) => (
              <div key={spec.title}>
                <h4>{spec.title}</h4>
                <LinesPlot spec={spec} />
              </div>
            ))}
          </div>
        </>
      ) : (
        <NotMeasured measure={MEASURE} started={started} />
      )}
      <p className="drawer-deep">
        {deepMemory.sentence}{' '}
        <button type="button" className="button small" onClick={setUp}>
          Set up {deepMemory.name.toLowerCase()}
        </button>
      </p>
    </section>
  );
}
