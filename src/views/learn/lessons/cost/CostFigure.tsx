import { useBrief } from '../../../lab/explain/player/brief';
import { MemoryTable } from '../../../lab/inside/cost/MemoryTable';
import { OperationsTable } from '../../../lab/inside/cost/OperationsTable';
import { PipelineTable } from '../../../lab/inside/cost/PipelineTable';
import { useShape } from '../../../lab/inside/cost/useCost';
import { useLab } from '../../../labContext';
import '../../../lab/inside/cost/cost.css';
import './costFigure.css';

/** Operations, memory and slots of the lesson’s network, by the model. */
export function CostFigure() {
  const lab = useLab();
  const shape = useShape();
  const brief = useBrief();
  const ruleIds = lab.settings.useSettings(({ draft }) => draft.rules);
  return (
    <section className="cost-figure" aria-label="Cost">
      <h2>
        Operations <span className="quiet">per training step; a model, not a measurement</span>
      </h2>
      <OperationsTable ruleIds={ruleIds} shape={shape} />
      <h2>
        Memory <span className="quiet">without weights and optimizer state; a model, but for “measured”</span>
      </h2>
      <MemoryTable ruleIds={ruleIds} shape={shape} />
      {!brief && (
        <>
          <h2>
            Pipelining <span className="quiet">one processor per layer; a model, not a measurement</span>
          </h2>
          <PipelineTable ruleIds={ruleIds} layers={shape.hidden.length + 1} />
        </>
      )}
    </section>
  );
}
