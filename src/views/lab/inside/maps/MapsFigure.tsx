import { useMemo, useState } from 'react';
import { useLab } from '../../../labContext';
import { useSize } from '../../../useSize';
import type { Cell } from '../cells/cells';
import { RescaleButton } from '../cells/RescaleButton';
import { beyond } from '../cells/ramp';
import { ScaleBar } from '../cells/ScaleBar';
import { InsideFigure } from '../figure/InsideFigure';
import { type InsideView, networkName } from '../useInsideView';
import { MapsTable } from './MapsTable';
import { mapsDrawing, mapsRows } from './mapsFile';
import {
  attentionModel,
  attentionSummary,
  type MapsModel,
  mapsModel,
  mapsSummary,
  mapsText,
  type Pictures,
  pixelText,
} from './mapsModel';
import { PictureGrid } from './PictureGrid';
import './maps.css';

/** Width of the column with labels and scales, including the gap, in pixels. */
const NAMES = 100;

interface Read {
  readonly what: Pictures['what'];
  readonly cell: Cell;
}

const ends = ({ values, m }: Pictures) => (values ? beyond(values, m) : { low: false, high: false });

function Body({ model, view }: { model: MapsModel; view: InsideView }) {
  const lab = useLab();
  const [ref, { width }] = useSize<HTMLDivElement>();
  const [read, setRead] = useState<Read>();
  const own = model.pictures.find(({ what }) => what === read?.what);
  const known = model.pictures.some(({ values }) => values);
  const outgrown = model.pictures.map(ends).some(({ low, high }) => low || high);
  const idle = known ? '' : (view.gone ?? 'Available from the first step on.');
  return (
    <div className="maps" ref={ref}>
      {width > 0 &&
        model.pictures.map((pictures) => (
          <div className="matrix" key={pictures.what}>
            <div className="matrix-about">
              <span className="matrix-name">
                {pictures.label}
                <span className="quiet">{pictures.note}</span>
              </span>
              <ScaleBar m={pictures.m} positive={pictures.positive ?? false} beyond={ends(pictures)} />
            </div>
            <PictureGrid
              {...{ model, pictures }}
              width={width - NAMES}
              at={read?.what === pictures.what ? read.cell : undefined}
              onRead={(cell) => setRead(cell && { what: pictures.what, cell })}
            />
          </div>
        ))}
      <div className="heatmap-foot num">
        <span>{own && read ? `${own.label}, ${pixelText(model, own, read.cell)}` : idle}</span>
        {known && (
          <RescaleButton
            title="Rescale the colours to the current values"
            plain={!outgrown}
            onClick={lab.inside.rescale}
          />
        )}
      </div>
    </div>
  );
}

interface FigureProps {
  view: InsideView;
  title: string;
  /** Nothing is shown without one. */
  modelOf: (view: InsideView) => MapsModel | undefined;
  subtitle: (model: MapsModel) => string;
  summary: (model: MapsModel, sample: number) => string;
}

function PicturesFigure({ view, title, modelOf, subtitle, summary }: FigureProps) {
  const { experiment, layer, inspection, scales, run } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these parts of the view are all that it is made of.
  const model = useMemo(() => modelOf(view), [experiment, layer, inspection, scales, run]);
  if (!model) return null;
  return (
    <InsideFigure
      title={title}
      whose={networkName(view)}
      subtitle={subtitle(model)}
      summary={summary(model, inspection?.sample.index ?? view.sample)}
      table={() => <MapsTable model={model} />}
      exports={{ draw: () => mapsDrawing(model), rows: () => mapsRows(model) }}
      className="figure-maps"
    >
      {/* Another layer has other pictures: nothing is read of it yet. */}
      <Body key={layer} {...{ model, view }} />
    </InsideFigure>
  );
}

/** The feature maps of the shown sample, above the filters that make them, of a layer that has some. */
export function MapsFigure({ view }: { view: InsideView }) {
  return (
    <PicturesFigure
      {...{ view, title: 'Feature maps and filters', modelOf: mapsModel }}
      subtitle={mapsText}
      summary={mapsSummary}
    />
  );
}

/** How much the tokens of the shown sample attend to each other, of a layer that has attention. */
export function AttentionFigure({ view }: { view: InsideView }) {
  return (
    <PicturesFigure
      {...{ view, title: 'Attention', modelOf: attentionModel }}
      subtitle={(model) => `${mapsText(model)}: rows take from columns`}
      summary={attentionSummary}
    />
  );
}
