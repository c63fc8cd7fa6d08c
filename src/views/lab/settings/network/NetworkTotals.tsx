import { amount, bytesText, count } from '../../../../core/format';
import { roughly, type Totals, totalsOf } from '../../../../experiment/totals';
import { bytesForAll, cores } from '../../../../store/run/machine';
import { useLab } from '../../../labContext';
import './totals.css';

/** What the draft takes on this computer. */
function useTotals(): { readonly totals: Totals | undefined; readonly onDevice: boolean } {
  const { settings, backend } = useLab();
  const draft = settings.useSettings((state) => state.draft);
  const choice = backend.useBackend((state) => state.choice);
  const onDevice = choice?.backend === 'webgpu';
  const msPerStep = choice?.msPerStep;
  const speed = msPerStep === undefined ? undefined : { msPerStep, cores: onDevice ? 1 : cores() };
  return { totals: totalsOf(draft, { ...bytesForAll(), capacity: choice?.capacity }, speed), onDevice };
}

function stepText([least, most]: Totals['step']): string {
  const [from, to] = [amount(least), amount(most)];
  return from === to ? to : `${from} to ${to}`;
}

/** Parameters, operations, memory and time of the network as it is edited: a model, not a measurement. */
export function NetworkTotals() {
  const { settings } = useLab();
  const { totals, onDevice } = useTotals();
  const { batchSize, rules, seeds } = settings.useSettings((state) => state.draft);
  const networks = rules.length * seeds.length;
  const all = networks === 1 ? 'one network' : `${count(networks)} networks together`;
  const time = totals?.epochSeconds;
  const rows = [
    { name: 'Parameters', value: totals && count(totals.parameters), about: 'of each network' },
    {
      ...{ name: 'Multiply-adds a step', value: totals && stepText(totals.step) },
      about: `${rules.length > 1 ? 'by algorithm, ' : ''}batch of ${count(batchSize)}`,
    },
    { name: 'Memory', value: totals?.bytes && bytesText(totals.bytes), about: `at most, ${all}` },
    {
      ...{ name: 'An epoch', value: time && `${onDevice ? 'at most' : 'about'} ${roughly(time)}` },
      about: totals && time === undefined ? 'after the backend’s test' : `estimated, ${all}`,
    },
  ];
  return (
    <dl className="network-totals" aria-label="Totals">
      {rows.map(({ name, value, about }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{value ?? '–'}</dd>
          <dd className="quiet">{about}</dd>
        </div>
      ))}
    </dl>
  );
}
