import { useEffect } from 'react';
import { cards } from '../../experiment/papers/cards';
import { refreshData } from '../../store/data/folders';
import { useNotebook } from '../../store/notebook/notebook';
import { useLab } from '../labContext';
import { PaperCard } from './PaperCard';
import { useLoaded } from './useLoaded';
import { useMine } from './useMine';
import './reproduce.css';
import './rows.css';

const papers = [...new Set(cards.map(({ paper }) => paper))];

/** Why nothing can be kept, or why a run of the queue could not train. */
function Problems() {
  const refused = useNotebook(({ state, problem }) => (state === 'refused' ? problem : undefined));
  const [first] = Object.values(useLab().queue.useQueue((state) => state.problems));
  const problem = refused ?? first;
  return problem === undefined ? null : (
    <p className="paper-problem" role="alert">
      {problem}
    </p>
  );
}

function Head() {
  return (
    <header className="papers-head">
      <h1>Reproduce</h1>
      <p>What the papers report, what this repository measured, and what you measure here.</p>
      <details>
        <summary>How to read it</summary>
        <p>
          Values are mean ± sample standard deviation over seeds. “Best” is each run’s best epoch on the test
          set, as published, so it is optimistic. Below a measured value stands its difference from the
          published one, and the same in standard errors (SE) of the difference of the two means; – where a
          deviation is not known, as with a single seed. “Rounding” is a difference that rounding in print can
          make.
        </p>
        <p>
          “You” are the runs kept in this browser whose settings are the card’s, whatever their epochs and
          wherever they were started: of each seed the run that got furthest, and of the seeds those within
          one epoch of the furthest. Runs train in the queue of the Compare page, which pauses and cancels
          them.
        </p>
      </details>
    </header>
  );
}

/** The papers' tables and statements, each beside what was measured. */
export function ReproducePage() {
  const records = useLoaded();
  const mine = useMine();
  useEffect(() => void refreshData(), []);
  return (
    <main id="papers" tabIndex={-1} className="papers">
      <Head />
      <Problems />
      {papers.map((paper) => (
        <section key={paper.name} aria-label={paper.name}>
          <h2>{paper.name}</h2>
          <p className="papers-cite">
            <a href={paper.url} target="_blank" rel="noreferrer">
              {paper.cite}
            </a>
          </p>
          <div className="paper-cards">
            {cards
              .filter((card) => card.paper === paper)
              .map((card) => (
                <PaperCard key={card.id} card={card} records={records} mine={mine} />
              ))}
          </div>
        </section>
      ))}
    </main>
  );
}
