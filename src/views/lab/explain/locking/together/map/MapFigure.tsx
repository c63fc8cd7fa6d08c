import { useMemo } from 'react';
import { count, twoDigits } from '../../../../../../core/format';
import { gainOf, modelError } from '../../../../../../experiment/results/ways';
import { Figure } from '../../../../../charts/figure/Figure';
import { MapPlot } from './MapPlot';
import { MapTable } from './MapTable';
import { MapTools } from './MapTools';
import { mapDrawing, mapRows } from './mapFile';
import { isOnMap, scaleOf, secondsAt, waysGrid } from './mapGrid';
import { errorText, gainText, networkName, shareText } from './mapWords';
import { type MapView, meanWidth, useMap } from './useMap';
import './map.css';

const TITLE = 'Stages or threads';

/** Where the settings' network lies, and what the model says of it. */
function ownText({ units, question }: MapView): string {
  if (!units) return 'This network is not on the map: its hidden layers are not all dense.';
  const own = secondsAt(question, units);
  const width = Math.round(meanWidth(units));
  const name =
    new Set(units).size === 1 ? networkName(units.length, width) : `${count(units.length)} hidden layers`;
  const off = isOnMap(units.length, width) ? '' : ' It lies outside of the map.';
  return `This network, ${name}: ${gainText(gainOf(own))}.${off}`;
}

/** Whose times these are. */
function computerText({ record, factor, choice }: MapView): string {
  const { machine, date } = record;
  const own =
    factor !== undefined && !choice.recorded
      ? `Work is scaled to this computer by its trace (${twoDigits(factor)}× the time); meetings and handing on are`
      : 'Times are';
  return `${own} those of ${machine}, ${date}.`;
}

function useDrawn({ question, points, units }: MapView) {
  const grid = useMemo(() => waysGrid(question), [question]);
  const m = useMemo(
    () => scaleOf([...grid.gains, ...points.map((point) => Math.log2(gainOf(point)))]),
    [grid, points],
  );
  return { grid, points, units, m };
}

const isUnjudged = ({ judged }: { readonly judged: number }): boolean => judged === 0;

function Shown({ view }: { view: MapView }) {
  const { question, record, choice } = view;
  const marks = useDrawn(view);
  const { grid } = marks;
  const error = useMemo(
    () => errorText(modelError(record), record.points.filter(isUnjudged).length),
    [record],
  );
  const said = [ownText(view), shareText(grid.gains, grid.worth)].join(' ');
  const about = [
    'A model of dense layers on wasm, with a core for each worker: colours are a step’s time by threads over that by stages, fitted to measured networks (rings). Line: equally fast, averaged over neighbouring networks. Hatched: neither is faster than one worker.',
    error,
    computerText(view),
  ].join(' ');
  return (
    <Figure
      title={TITLE}
      subtitle={`${choice.workers} workers, ${count(question.batches)} batches of ${count(choice.batchSize)}`}
      summary={`${said} ${about}`}
      table={() => <MapTable title={TITLE} grid={grid} view={view} />}
      exports={{ draw: () => mapDrawing(marks), rows: () => mapRows(question) }}
      className="figure together-figure"
    >
      <p className="together-said">{said}</p>
      <MapTools view={view} />
      <MapPlot {...marks} title={TITLE} question={question} />
      <p className="together-note">{about}</p>
    </Figure>
  );
}

/** A map of networks: which of two ways to use several workers trains a step faster. */
export function MapFigure() {
  const view = useMap();
  return view ? (
    <Shown view={view} />
  ) : (
    <section className="together-figure" aria-label={TITLE} aria-busy="true" />
  );
}
