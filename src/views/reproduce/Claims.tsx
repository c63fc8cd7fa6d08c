import type { Claim, Measured, Verdict } from '../../experiment/papers/card';
import type { CardValues } from './useCard';

const marks: Readonly<Record<Verdict, string>> = {
  agrees: 'ok',
  'does not agree': 'bad',
  'not decided': 'open',
};

function Decided({ claim, values }: { claim: Claim; values: ReadonlyMap<string, Measured> }) {
  const verdict = claim.decide((row) => values.get(row));
  return (
    <td>
      <span className={`verdict ${marks[verdict]}`}>{verdict}</span>
    </td>
  );
}

interface Props {
  title: string;
  claims: readonly Claim[];
  values: CardValues;
}

/** What the paper says, and whether the numbers agree, by the rule below each statement, or below several with the same. */
export function Claims({ title, claims, values: { here, mine } }: Props) {
  return (
    <table className="paper-claims">
      <caption className="sr-only">{title}: statements</caption>
      <thead>
        <tr>
          <th scope="col">Statement</th>
          <th scope="col">Repository</th>
          <th scope="col">You</th>
        </tr>
      </thead>
      <tbody>
        {claims.flatMap((claim, i) => {
          const isLast = claims[i + 1]?.how !== claim.how;
          return [
            <tr key={claim.text}>
              <th scope="row">{claim.text}</th>
              <Decided claim={claim} values={here} />
              <Decided claim={claim} values={mine} />
            </tr>,
            isLast && (
              <tr key={`${claim.text} rule`} className="paper-how">
                <td colSpan={3}>{claim.how}</td>
              </tr>
            ),
          ];
        })}
      </tbody>
    </table>
  );
}
