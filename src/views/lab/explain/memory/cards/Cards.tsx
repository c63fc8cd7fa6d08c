import { rules } from '../../../../../core/rules';
import type { Rule } from '../../../../../core/rules/rule';
import { Formula } from '../../../../formula/Formula';
import { useLab } from '../../../../labContext';
import { useBlocked } from '../../../run/useBlocked';
import { PlayerBar } from '../../player/PlayerBar';
import { usePlayer } from '../../player/usePlayer';
import type { Drawer } from '../useDrawer';
import { Card } from './Card';
import { cardSentence, cardSteps } from './cardSteps';
import './cards.css';

const shown = ['filed', 'filed', 'now'] as const;
const classes = ['taken', 'used', 'returned'] as const;

/** Trains one real batch: the cards that were shown are then those filed last. */
function OneBatch({ onDone }: { onDone: () => void }) {
  const lab = useLab();
  const phase = lab.runs.useRuns((state) => state.phase);
  const blocked = useBlocked() !== undefined;
  if (phase !== 'paused' && phase !== 'stepping') return null;
  const step = async (): Promise<void> => {
    await lab.actions.step();
    onDone();
  };
  return (
    <button
      type="button"
      className="button"
      disabled={blocked || phase === 'stepping'}
      onClick={() => void step()}
    >
      Train one batch
    </button>
  );
}

/** The next batch's cards through a step: taken out, used, filed; below them the cards that the last step filed. */
export function Cards({ drawer }: { drawer: Drawer }) {
  const lab = useLab();
  const phase = lab.runs.useRuns((state) => state.phase);
  const player = usePlayer(cardSteps.length, { pace: 2000 });
  const { seen, next, filed, experiment, rule } = drawer;
  const { formula }: Rule = rules[rule];
  if (!seen) return null;
  const [{ visited } = { visited: 0 }] = next;
  const state = classes[player.at] ?? 'taken';
  return (
    <section className="drawer-cards" aria-labelledby="drawer-cards">
      <h3 id="drawer-cards">One step of the memory</h3>
      {next.length > 0 ? (
        <>
          <PlayerBar
            player={player}
            sentence={cardSentence(player.at, seen, experiment, visited === undefined)}
            names={cardSteps}
            quiet={phase === 'running'}
          >
            <OneBatch onDone={() => player.go(0)} />
          </PlayerBar>
          <div className={`drawer-step ${state}`}>
            <ul className="drawer-pile" aria-label="Cards of the next batch">
              {next.map((row, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: places on the table; the samples on them change.
                <Card key={i} {...{ drawer, row }} epoch={seen.epochOfNext} shows={shown[player.at]} />
              ))}
            </ul>
            <p className="drawer-layers" aria-hidden="true">
              <b>Hidden layers</b>
              {formula && <Formula {...formula} />}
            </p>
          </div>
        </>
      ) : (
        <p className="quiet">The run is over: no batch follows.</p>
      )}
      {filed.length > 0 && (
        <>
          <h4>
            Filed by the last batch <span className="quiet">{`step ${seen.step}`}</span>
          </h4>
          <ul className="drawer-pile" aria-label="Cards filed by the last batch">
            {filed.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: places on the table; the samples on them change.
              <Card key={i} {...{ drawer, row }} epoch={seen.epoch} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
