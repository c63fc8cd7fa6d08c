import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../core/rules';
import type { Setting } from '../../../core/run/setting';
import { settings } from '../../../core/run/settings';
import { fieldKeys } from '../../../experiment/fields/fields';
import { applies } from '../../../experiment/idle';
import { ruleStyle } from '../../../figures/theme/ruleStyle';
import { createLab } from '../../../store/lab';
import { LabContext } from '../../labContext';
import { SettingsPanel } from './SettingsPanel';

const lab = createLab();
const { draft } = lab.settings.useSettings.getState();
const page = renderToStaticMarkup(
  <LabContext value={lab}>
    <SettingsPanel />
  </LabContext>,
);
const labelOf = (id: string): string | undefined =>
  new RegExp(`<label for="${id}">([^<]*)`).exec(page)?.[1]?.replace('&#x27;', "'");

/** Settings with other controls: options as one field each, hidden layers as two fields, the data set as a picker. */
const inOtherWays = ['dataset', 'hidden', 'optimizerOptions', 'scheduleOptions'];
const shown = fieldKeys.filter((name) => !inOtherWays.includes(name) && applies(draft, name));

describe('the settings panel', () => {
  it.each(shown)('has a control for %s, with its label', (name) => {
    const setting: Setting = settings[name];
    if (setting.kind !== 'several') {
      expect(labelOf(`setting-${name}`)).toBe(setting.label);
      return;
    }
    const prefix = name === 'rules' ? 'algorithm' : name;
    for (const id of setting.ids) expect(labelOf(`${prefix}-${id}`)).toBe(setting.registry[id]?.name);
  });

  it('offers every choice by name', () => {
    for (const name of shown) {
      const setting: Setting = settings[name];
      if (setting.kind !== 'choice') continue;
      for (const id of setting.ids)
        expect(page).toMatch(new RegExp(`<option[^>]* value="${id}"[^>]*>${setting.registry[id]?.name}<`));
    }
  });

  it('draws every algorithm in its own colour and dash', () => {
    for (const id of Object.keys(rules) as (keyof typeof rules)[]) {
      const { line, dash } = ruleStyle(id);
      const row = page.split(`id="algorithm-${id}"`)[1]?.split('</svg>')[0];
      expect(row).toContain(`stroke="${line}"`);
      if (dash !== undefined) expect(row).toContain(`stroke-dasharray="${dash}"`);
    }
  });
});
