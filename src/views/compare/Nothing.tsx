import { useNotebook } from '../../store/notebook/notebook';
import { goTo } from '../../store/page/page';

/** Instead of charts and table: why there are none, and the way out. */
export function Nothing({ missing }: { missing: boolean }) {
  const { state, problem } = useNotebook();
  if (state === 'closed' || state === 'opening') return <div className="compare-nothing" aria-busy="true" />;
  if (state === 'refused')
    return (
      <div className="compare-nothing" role="alert">
        <h2>Nothing can be kept here.</h2>
        <p>{problem}</p>
      </div>
    );
  return (
    <div className="compare-nothing">
      <h2>{missing ? 'This experiment is not in this browser.' : 'No runs yet.'}</h2>
      <p>
        {missing
          ? 'It was deleted, or the link comes from another computer: open the file that was exported there.'
          : 'Every run of the Lab is kept here, in this browser, and can be compared with all others.'}
      </p>
      <button
        type="button"
        className="button primary"
        onClick={() => (missing ? goTo('compare') : goTo('lab'))}
      >
        {missing ? 'Show what is here' : 'Train in the Lab'}
      </button>
    </div>
  );
}
