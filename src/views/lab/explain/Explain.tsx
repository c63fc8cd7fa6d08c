import { X } from 'lucide-react';
import { useId } from 'react';
import { goWithin } from '../../../store/page/page';
import { LazyPart } from '../../parts/LazyPart';
import { Segment } from '../../parts/Segment';
import { Select } from '../../parts/Select';
import { PHONE, useMedia } from '../../useMedia';
import { Banners } from '../notes/Banners';
import { type ExplainFigure, explainFigures } from './figures';
import './explain.css';

/** Replaces the charts with one figure that explains how the rules work, during training. */
export function Explain({ figure }: { figure: ExplainFigure }) {
  const phone = useMedia(PHONE);
  const id = useId();
  return (
    <main className="charts explain" id="charts" tabIndex={phone ? -1 : 0} aria-labelledby={id}>
      <h1 className="sr-only" id={id}>
        Explain
      </h1>
      <Banners />
      <div className="explain-head">
        {phone ? (
          <Select label="Figure" value={figure.id} onChange={(chosen) => goWithin(chosen)}>
            {explainFigures.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        ) : (
          <Segment
            label="Figure"
            options={explainFigures}
            value={figure.id}
            onChange={(chosen) => goWithin(chosen)}
          />
        )}
        <button
          type="button"
          className="icon-button"
          aria-label="Back to the charts"
          title="Back to the charts"
          onClick={() => goWithin()}
        >
          <X size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </div>
      <LazyPart
        key={figure.id}
        name={figure.name}
        from={figure.from}
        waiting={<section className="explain-waiting" aria-label={figure.name} aria-busy="true" />}
        props={{}}
      />
      {figure.further && (
        <LazyPart
          key={`${figure.id} further`}
          name={`${figure.name}, further figures`}
          from={figure.further}
          waiting={null}
          props={{}}
        />
      )}
    </main>
  );
}
