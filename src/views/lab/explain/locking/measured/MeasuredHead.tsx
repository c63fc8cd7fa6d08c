import { useBrief } from '../../player/brief';
import { MeasuredTools } from './MeasuredTools';
import type { MeasuredView } from './useMeasured';
import { lockingSentence, pipelineSentence, slowSentence } from './words';
import './measured.css';

/** What was measured, in words; which batches are in view; and what to do where there is nothing yet. */
export function MeasuredHead({ view }: { view: MeasuredView }) {
  const brief = useBrief();
  const { all, backend } = view;
  if (all.length === 0)
    return brief ? null : (
      <p className="locking-real-none">Train to see when your computer’s layers worked.</p>
    );
  const said = [lockingSentence(all), ...all.map(pipelineSentence), slowSentence(all)].filter(
    (text) => text !== undefined,
  );
  return (
    <section aria-label="Measured timelines">
      {said.length > 0 && <p className="locking-said">{said.join(' ')}</p>}
      {backend === 'webgpu' && (
        <p className="locking-real-none">
          On WebGPU a layer’s work is timed when it is handed to the device, not when the device does it.
        </p>
      )}
      {!brief && <MeasuredTools view={view} />}
    </section>
  );
}
