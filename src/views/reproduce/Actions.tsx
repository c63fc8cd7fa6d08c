import { ChartLine, Database, Play } from 'lucide-react';
import { useState } from 'react';
import { bytesText } from '../../core/format';
import { datasetInfo } from '../../data/storage/ownDatasets';
import type { Card } from '../../experiment/papers/card';
import { type CardPlan, plansOf, type ScaleName, secondsOf } from '../../experiment/papers/model/plans';
import type { AllLoaded } from '../../experiment/papers/model/values';
import { useFolders } from '../../store/data/folders';
import { queuePlan } from '../../store/notebook/queue/plan';
import { goTo } from '../../store/page/page';
import { cores } from '../../store/run/machine';
import { type Place, placeOf } from '../data/place';
import { useLab } from '../labContext';
import { plansText, timeText } from './texts';
import type { CardValues } from './useCard';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

interface RunProps {
  card: Card;
  name: string;
  plans: readonly CardPlan[] | undefined;
  disabled: boolean;
}

/** Adds the card's experiments to the queue of the notebook. */
function Run({ card, name, plans, disabled }: RunProps) {
  const lab = useLab();
  const choice = lab.backend.useBackend((state) => state.choice);
  const [busy, setBusy] = useState(false);
  const onDevice = choice?.backend === 'webgpu';
  const msPerStep = choice?.msPerStep;
  const speed = msPerStep === undefined ? undefined : { msPerStep, cores: onDevice ? 1 : cores() };
  const queue = async (): Promise<void> => {
    setBusy(true);
    for (const plan of plans ?? []) if ((await queuePlan(lab, plan)) === undefined) break;
    setBusy(false);
  };
  return (
    <span className="paper-run">
      <button
        type="button"
        className="button small"
        aria-label={`${name}: ${card.title}`}
        disabled={disabled || busy || !plans}
        onClick={() => void queue()}
      >
        <Play {...icon} />
        {name}
      </button>
      <span className="quiet num">
        {plans && `${plansText(plans)}, ${timeText(speed && secondsOf(plans, speed), onDevice)}`}
      </span>
    </span>
  );
}

/** A data set that is not in this browser: what happens, or what to do. */
function DataNote({ id, place }: { id: string; place: Place }) {
  const name = datasetInfo(id)?.name ?? id;
  if (place.kind !== 'away') return null;
  return (
    <p className="paper-data quiet">
      <Database {...icon} />
      {place.canGet
        ? `${name} is not in this browser: the first run fetches it, ${bytesText(place.bytes)}.`
        : `${name} is not in this browser, and this server does not have it. Open its files to train.`}
      <button type="button" className="text-button" onClick={() => goTo('data', id)}>
        {name} on the Data page
      </button>
    </p>
  );
}

interface Props {
  card: Card;
  loaded: AllLoaded;
  values: CardValues;
}

const names: Readonly<Record<ScaleName, string>> = { short: 'Run short', published: 'Run in full' };

export function Actions({ card, loaded, values: { runs } }: Props) {
  const { states, gets } = useFolders();
  const plans = { short: plansOf(card, loaded, 'short'), published: plansOf(card, loaded, 'published') };
  const ids = [...new Set((plans.short ?? []).map(({ experiment }) => experiment.dataset))];
  const places = ids.map((id) => ({ id, place: placeOf(id, undefined, states, gets) }));
  const missing = places.some(({ place }) => place.kind === 'away' && !place.canGet);
  const newest = runs.toSorted((a, b) => (b.began ?? 0) - (a.began ?? 0))[0];
  return (
    <footer className="paper-actions">
      {places.map(({ id, place }) => (
        <DataNote key={id} id={id} place={place} />
      ))}
      {(['short', 'published'] as const).map((scale) => (
        <Run key={scale} card={card} name={names[scale]} plans={plans[scale]} disabled={missing} />
      ))}
      {newest && (
        <button
          type="button"
          className="button small plain"
          aria-label={`Open in Compare: ${card.title}`}
          onClick={() => goTo('compare', newest.experiment)}
        >
          <ChartLine {...icon} />
          Open in Compare
        </button>
      )}
    </footer>
  );
}
