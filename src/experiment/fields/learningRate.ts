/** Learning rates as text: "0.001" for all rules, "bp=0.01" for one without changing others, "0.001,bp=0.01" for both. */
import { type RuleId, ruleIds } from '../../core/rules';
import { settings } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import { asWritten, type Form, fail, isDecimalComma, numberOf, type Parsed, unquoted } from './field';

type Rates = Experiment['learningRate'];
const LABEL = settings.learningRate.label;

const isRule = (id: string): id is RuleId => (ruleIds as string[]).includes(id);

const sameRate = (rate: number): Rates => Object.fromEntries(ruleIds.map((id) => [id, rate])) as Rates;

const EXAMPLES = 'Write 0.001, or bp=0.01,dfa=0.0001';

function checkRate(value: number, text: string, hint: string): Parsed<number> {
  return value > 0 && value <= 1000
    ? { ok: true, value }
    : fail(LABEL, text, `is not a number above 0, at most 1000${hint}. ${EXAMPLES}`);
}

function withRate(
  rates: Rates,
  id: string | undefined,
  value: number,
  text: string,
  hint = '',
): Parsed<Rates> {
  if (id !== undefined && !isRule(id))
    return fail(LABEL, id, `is not an algorithm. Choose ${ruleIds.join(', ')}`);
  const rate = checkRate(value, text, hint);
  if (!rate.ok) return rate;
  return { ok: true, value: id === undefined ? sameRate(rate.value) : { ...rates, [id]: rate.value } };
}

interface TypedRate {
  /** Absent: for all rules. */
  readonly id?: string;
  readonly rate: string;
}

/** "0.001,bp=0.01" → its parts, with the rate for all rules first, whatever its position; or a problem. */
function typedRates(text: string): Parsed<readonly TypedRate[]> {
  const parts = text.split(',').map((part) => part.split('=').map((side) => side.trim()));
  const crowded = parts.find((sides) => sides.length > 2);
  if (crowded) return fail(LABEL, crowded.join('='), 'has more than one “=”. Write bp=0.01');
  if (parts.length > 1 && parts.some((sides) => sides.join('') === ''))
    return fail(LABEL, text, `has nothing between two commas. ${EXAMPLES}`);
  const typed = parts.map(([first = '', rate]) =>
    rate === undefined ? { rate: first } : { id: first, rate },
  );
  const forAll = typed.filter(({ id }) => id === undefined);
  if (forAll.length > 1) {
    const [whole, fraction] = forAll.map(({ rate }) => rate);
    const meant = isDecimalComma(text) ? `Write ${whole}.${fraction} with a decimal point` : EXAMPLES;
    return fail(LABEL, text, `names more than one rate for all algorithms. ${meant}`);
  }
  const twice = typed.find(({ id }, place) => typed.findIndex((other) => other.id === id) < place);
  if (twice) return fail(LABEL, text, `names ${twice.id} twice. Remove one`);
  return { ok: true, value: [...forAll, ...typed.filter(({ id }) => id !== undefined)] };
}

/** The rules with a rate of their own in the text. */
export function ratedRules(text: string): readonly RuleId[] {
  const typed = typedRates(text);
  return typed.ok ? typed.value.flatMap(({ id }) => (id !== undefined && isRule(id) ? [id] : [])) : [];
}

function parse(text: string, experiment: Experiment): Parsed<Rates> {
  const typed = typedRates(text);
  if (!typed.ok) return typed;
  let rates: Rates = { ...experiment.learningRate };
  for (const { id, rate } of typed.value) {
    const read = withRate(rates, id, numberOf(rate), rate);
    if (!read.ok) return read;
    rates = read.value;
  }
  return { ok: true, value: rates };
}

/** The most common rate, then the rules that differ. */
function format(rates: Rates): string {
  const counts = new Map<number, number>();
  for (const id of ruleIds) counts.set(rates[id], (counts.get(rates[id]) ?? 0) + 1);
  const [common] = [...counts].sort(([, a], [, b]) => b - a)[0] as [number, number];
  const others = ruleIds.filter((id) => rates[id] !== common).map((id) => `${id}=${rates[id]}`);
  return [String(common), ...others].join(',');
}

/** Reads one number for all rules, or an object with rates of some rules. */
function read(value: unknown, experiment: Experiment): Parsed<Rates> {
  if (typeof value === 'number') return withRate(experiment.learningRate, undefined, value, String(value));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(LABEL, asWritten(value), 'is not a rate. Write 0.001, or {"bp": 0.01, "dfa": 0.0001}');
  let rates: Rates = { ...experiment.learningRate };
  for (const [id, rate] of Object.entries(value)) {
    const number = typeof rate === 'number' ? rate : Number.NaN;
    const next = withRate(rates, id, number, asWritten(rate), unquoted(rate));
    if (!next.ok) return next;
    rates = next.value;
  }
  return { ok: true, value: rates };
}

export const learningRateForm: Form<'learningRate'> = {
  parse,
  format,
  read,
};
