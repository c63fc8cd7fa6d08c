import { count, threeDigits } from '../../../../../core/format';
import { rules } from '../../../../../core/rules';
import type { Rule } from '../../../../../core/rules/rule';
import { Formula } from '../../../../formula/Formula';
import { Scrolled } from '../../../../parts/Scrolled';
import { layerLabel, sub } from '../../../inside/labels';
import type { Transport } from '../useTransport';
import { type Changed, changedFactors, type Delta, formulaOf, largestTerms } from './formula';
import './formula.css';

/** Rows in the table of terms; the remaining terms share one more row. */
const ROWS = 10;

function Terms({ delta, changed, name }: { delta: Delta; changed: Changed; name: (k: number) => string }) {
  const { terms, carrier, fed, sum, layer } = delta;
  const shown = largestTerms(terms, ROWS);
  const rest = terms.length - shown.length;
  const most = Math.max(...shown.map(({ product }) => Math.abs(product)), 0);
  return (
    <table className="terms num">
      <caption className="sr-only">{`The sum, term by term: ${carrier?.plain} times ${fed?.plain}`}</caption>
      <thead>
        <tr>
          <th scope="col">k</th>
          <th scope="col" className={changed.carrier ? 'f-carrier' : undefined}>
            {carrier?.plain}
          </th>
          <th scope="col" className={changed.fed ? 'f-fed' : undefined}>
            {fed?.plain}
          </th>
          <th scope="col">product</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ k, weight, fed: value, product }) => (
          <tr key={k}>
            <th scope="row">{name(k)}</th>
            <td className={changed.carrier ? 'f-carrier' : undefined}>{threeDigits(weight)}</td>
            <td className={changed.fed ? 'f-fed' : undefined}>{threeDigits(value)}</td>
            <td className="terms-product">
              {threeDigits(product)}
              <svg width={64} height={8} viewBox="-32 0 64 8" aria-hidden="true">
                <path d="M0 0V8" className="bars-zero" />
                {product !== 0 && most > 0 && (
                  <rect
                    x={product < 0 ? (32 * product) / most : 0}
                    width={(32 * Math.abs(product)) / most}
                    y={1}
                    height={6}
                    className={product < 0 ? 'bar low' : 'bar high'}
                  />
                )}
              </svg>
            </td>
          </tr>
        ))}
        {rest > 0 && (
          <tr>
            <th scope="row" colSpan={3}>{`${count(rest)} smaller terms`}</th>
            <td>{threeDigits(sum - shown.reduce((all, { product }) => all + product, 0))}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3}>{`sum: δh${sub(layer)}`}</th>
          <td>{threeDigits(sum)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Text about what the change of rule changed in the formula. */
function changeText({ rule, before, delta, trace }: Transport, changed: Changed): string {
  const { name, path, signal }: Rule = rules[rule];
  if (!delta) return '';
  if (path === 'none') return `${name} gives hidden layers nothing.`;
  const { carrier, fed } = delta;
  if (!before)
    return path === 'direct'
      ? `Direct rules share B; they differ in what is fed to it: here ${fed?.plain}.`
      : path === 'input'
        ? 'The error goes to the input; what carries it up again is the network itself.'
        : `Layerwise rules feed the same δ; they differ in what carries it: here ${carrier?.plain}.`;
  const was = (now: string | undefined, then: string | undefined) =>
    `${then ?? 'nothing'} became ${now ?? 'nothing'}`;
  const said = [
    changed.carrier ? `what carries the error: ${was(carrier?.plain, before.carrier?.plain)}` : '',
    changed.fed ? `what is fed: ${was(fed?.plain, before.fed?.plain)}` : '',
  ].filter(Boolean);
  if (said.length === 0)
    return signal === 'delayed-error' && trace?.sample.visited === undefined
      ? 'Nothing changed: before a sample’s first visit F³ is DRTP.'
      : 'For this sample nothing changed in the formula.';
  return `Changed from ${before.name}: ${said.join('; ')}.`;
}

/** The chosen unit's delta as a formula, with the sample's own numbers. */
export function FormulaPanel({ view, name }: { view: Transport; name: (k: number) => string }) {
  const { delta, rule, before, layer, sizes, unit } = view;
  const { formula }: Rule = rules[rule];
  const changed = delta && changedFactors(delta, rules[rule], before);
  return (
    <section className="formula-panel" aria-label="Formula">
      <h3>
        {`Unit ${count(unit)} of ${layerLabel(layer, sizes.length - 1)}`}
        <span className="quiet"> click or arrow keys choose another</span>
      </h3>
      {!delta && formula && (
        <div className="formula-lines">
          <Formula {...formula} display />
        </div>
      )}
      {delta && changed && (
        <>
          <Scrolled name="Formula with its numbers" className="formula-lines">
            <Formula {...formulaOf(delta, changed)} display />
          </Scrolled>
          <p className="formula-change">{changeText(view, changed)}</p>
          {delta.terms.length > 0 && <Terms delta={delta} changed={changed} name={name} />}
        </>
      )}
    </section>
  );
}
