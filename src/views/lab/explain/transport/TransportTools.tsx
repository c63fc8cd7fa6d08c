import { useId } from 'react';
import { type RuleId, rules } from '../../../../core/rules';
import { useLab } from '../../../labContext';
import { Segment } from '../../../parts/Segment';
import { Select } from '../../../parts/Select';
import { PHONE, useMedia } from '../../../useMedia';
import { NumberBox } from '../../inside/NumberBox';
import type { Network, Transport } from './useTransport';

/** One button per rule if there is space, else a menu. */
function RuleChoice({ view }: { view: Transport }) {
  const phone = useMedia(PHONE);
  const { offered, asked, chooseRule, experiment } = view;
  const name = (id: RuleId) =>
    experiment.rules.includes(id) ? rules[id].name : `${rules[id].name} (does not train here)`;
  if (phone)
    return (
      <Select label="Algorithm" value={asked} onChange={(id) => chooseRule(id as RuleId)}>
        {offered.map((id) => (
          <option key={id} value={id}>
            {name(id)}
          </option>
        ))}
      </Select>
    );
  return (
    <Segment
      label="Algorithm"
      options={offered.map((id) => ({ id, name: rules[id].short }))}
      value={asked}
      onChange={chooseRule}
    />
  );
}

/** Choice of rule, network and sample. */
export function TransportTools({ view }: { view: Transport }) {
  const lab = useLab();
  const id = useId();
  const { experiment, network, chooseNetwork, hidden, layer, sample, trainSize } = view;
  return (
    <div className="transport-tools">
      <RuleChoice view={view} />
      <span className="transport-network">
        <label htmlFor={id}>Network of</label>
        <Select id={id} value={network} onChange={(value) => chooseNetwork(value as Network)}>
          {experiment.rules.map((one) => (
            <option key={one} value={one}>
              {rules[one].name}
            </option>
          ))}
          <option value="own">each its own</option>
        </Select>
      </span>
      {hidden > 1 && (
        <NumberBox name="Hidden layer" value={layer} min={1} max={hidden} onChange={lab.inside.chooseLayer} />
      )}
      <NumberBox
        name="Training sample no."
        label="Sample no."
        value={sample + 1}
        min={1}
        max={trainSize}
        onChange={(number) => lab.inside.chooseSample(number - 1)}
      />
    </div>
  );
}
