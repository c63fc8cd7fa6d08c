import { useId } from 'react';
import { type Card, sourcesOf } from '../../experiment/papers/card';
import type { RunRecord } from '../../notebook/records';
import { Actions } from './Actions';
import { Claims } from './Claims';
import { RowsTable } from './RowsTable';
import { hereText, mineText } from './texts';
import { useCard } from './useCard';
import type { useLoaded } from './useLoaded';
import type { Mine } from './useMine';

/** More rows are opened on request where statements sum them up. */
const MOST_ROWS = 8;

const epochsOf = (runs: readonly RunRecord[]) => ({
  done: runs.reduce((sum, { epoch }) => sum + epoch, 0),
  all: runs.reduce((sum, { spec }) => sum + spec.epochs, 0),
});

interface Props {
  card: Card;
  records: ReturnType<typeof useLoaded>;
  mine: Mine;
}

function Waiting({ card, records }: Omit<Props, 'mine'>) {
  const [problem] = sourcesOf(card).flatMap((id) => records.problems[id] ?? []);
  if (problem === undefined) return <p className="quiet">Loading what was recorded</p>;
  return (
    <p role="alert">
      {`What was recorded could not be loaded: ${problem} `}
      <button type="button" className="text-button" onClick={records.again}>
        Try again
      </button>
    </p>
  );
}

/** One table or statement of a paper. */
export function PaperCard({ card, records, mine }: Props) {
  const id = useId();
  const { loaded } = records;
  const values = useCard(card, loaded, mine);
  const { standing, runs } = values;
  const { title, where, about, claims = [], rows } = card;
  const isLoaded = sourcesOf(card).every((source) => loaded[source]);
  const table = <RowsTable card={card} values={values} />;
  const statements = claims.length > 0 && <Claims title={title} claims={claims} values={values} />;
  // A table of the paper before what its text says of it; words alone before our numbers.
  const isTable = rows.some(({ published }) => published);
  const epochs = epochsOf(runs);
  return (
    <article className="paper-card" aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        <span className="paper-where">{where}</span>
        <span className={`paper-state ${standing.kind}`}>{standing.text}</span>
      </header>
      <p>{about}</p>
      {!isLoaded && <Waiting card={card} records={records} />}
      {!isTable && statements}
      {claims.length > 0 && rows.length > MOST_ROWS ? (
        <details>
          <summary>{`All ${rows.length} values`}</summary>
          {table}
        </details>
      ) : (
        table
      )}
      {isTable && statements}
      <dl className="paper-scale num">
        <dt>Repository</dt>
        <dd>{isLoaded ? hereText(values) : ''}</dd>
        <dt>You</dt>
        <dd>{mineText(values)}</dd>
      </dl>
      {standing.kind === 'running' && (
        <progress aria-label={`Your runs of ${title}`} max={epochs.all} value={epochs.done} />
      )}
      <Actions card={card} loaded={loaded} values={values} />
    </article>
  );
}
