import { type Source, type SourceId, sources } from '../sources';

function Reference({ source }: { source: Source }) {
  const { authors, year, title, where, url } = source;
  return (
    <li>
      {`${authors} ${year}. `}
      {url ? (
        <a href={url} target="_blank" rel="noreferrer">
          {title}
        </a>
      ) : (
        <i>{title}</i>
      )}
      {`. ${where}.`}
    </li>
  );
}

/** The works that a lesson cites. */
export function References({ ids }: { ids: readonly SourceId[] }) {
  return (
    <ul className="sources">
      {ids.map((id) => (
        <Reference key={id} source={sources[id]} />
      ))}
    </ul>
  );
}
