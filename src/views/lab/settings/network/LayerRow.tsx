import { type KeyboardEvent, memo, useId, useState } from 'react';
import { type BlockId, blockIds, blocks } from '../../../../core/blocks';
import type { Block } from '../../../../core/blocks/block';
import { blockLayerOf, type HiddenLayer } from '../../../../core/blocks/hidden';
import { MOST_LAYERS } from '../../../../core/cost/cost';
import type { NumberOption } from '../../../../core/options';
import { layerTextKey, moved, withBlock } from '../../../../store/settings/layers';
import { useLab } from '../../../labContext';
import { Select } from '../../../parts/Select';
import { Facts, type ShownFacts } from './Facts';
import { LayerButtons } from './LayerButtons';
import { OptionField, optionHelp } from './OptionField';
import { useEditor } from './useEditor';

interface Props extends ShownFacts {
  row: number;
  place: number;
  layers: number;
  layer: HiddenLayer;
  /** Why it does not stand here, and what would. */
  misfit: string | undefined;
}

/** What is wrong with typed options, then with the layer in its place. */
function useProblems(row: number, names: readonly string[], misfit: string | undefined): string {
  const { settings } = useLab();
  const typed = settings.useSettings(({ problems }) =>
    names.flatMap((name) => problems[layerTextKey(row, name)] ?? []).join('\n'),
  );
  return [typed, misfit ?? ''].filter(Boolean).join('\n');
}

/** Alt with an arrow key moves the layer whose row has the focus. */
function useMoves(place: number, layers: number) {
  const { change } = useEditor();
  return (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp'] : undefined;
    if (by === undefined || place + by < 0 || place + by >= layers) return;
    event.preventDefault();
    change((now) => moved(now, place, by), `Layer ${place + 1} is layer ${place + by + 1} now.`);
  };
}

/** A hidden layer: its block, options, shape and size. The help is that of the option that has the focus. */
export const LayerRow = memo(function LayerRow({ row, place, layers, layer, misfit, ...facts }: Props) {
  const { change } = useEditor();
  const [at, setAt] = useState<string>();
  const id = useId();
  const { block, options } = blockLayerOf(layer);
  const { sentence, options: specs }: Block = blocks[block];
  const problems = useProblems(row, Object.keys(specs), misfit);
  const option: NumberOption | undefined = at === undefined ? undefined : specs[at];
  const onKeyDown = useMoves(place, layers);
  return (
    <li>
      <fieldset
        className="layer"
        data-layer={row}
        aria-label={`Layer ${place + 1}`}
        onKeyDown={onKeyDown}
        onFocus={({ target }) =>
          setAt(target.closest('[data-control-of]')?.getAttribute('data-control-of') ?? undefined)
        }
        onBlur={() => setAt(undefined)}
      >
        <span className="layer-place num" aria-hidden="true">
          {place + 1}
        </span>
        <span className="layer-block" data-block={block}>
          <Select
            label={`Block of layer ${place + 1}`}
            value={block}
            invalid={misfit !== undefined}
            describedBy={`${id}-help${misfit === undefined ? '' : ` ${id}-problem`}`}
            onChange={(next) =>
              change(
                (now, ends) => withBlock(now, place, next as BlockId, ends),
                `Layer ${place + 1}: ${blocks[next as BlockId].name}.`,
              )
            }
          >
            {blockIds.map((one) => (
              <option key={one} value={one} title={blocks[one].sentence}>
                {blocks[one].name}
              </option>
            ))}
          </Select>
        </span>
        <div className="layer-options">
          {Object.entries(specs).map(([name, spec]) => (
            <OptionField
              key={name}
              {...{ place, row, name, option: spec, problemId: `${id}-problem` }}
              value={options[name] ?? spec.default}
            />
          ))}
        </div>
        <LayerButtons place={place} layers={layers} full={layers >= MOST_LAYERS} />
        <Facts {...facts} />
        <p className="quiet layer-help" id={`${id}-help`}>
          {option ? `${option.label}: ${optionHelp(option)}` : sentence}
        </p>
        <div className="layer-problems" id={`${id}-problem`}>
          {problems.split('\n').map((text) => text && <p key={text}>{text}</p>)}
        </div>
      </fieldset>
    </li>
  );
});
