/** Angles and deltas as lines that are all seen where they lie on each other. */

import type { Axis } from '../../../charts/axes/scale';
import type { SharedLine } from '../../../charts/marks/SharedCurves';
import { ruleStyle } from '../../../theme/ruleStyle';
import { angleStyle } from '../angles/angleStyle';
import { type AngleLine, angleStrokes } from '../angles/angles';
import { carried, type DeltaLine, strokesOf } from '../deltas/deltas';

export const sharedAngles = (lines: readonly AngleLine[]): SharedLine[] =>
  lines.flatMap((one) => {
    const { line: stroke, dash, cap } = angleStyle(one);
    const look = { stroke, dash, cap, className: `ruled rule-${one.rule}` };
    return angleStrokes(one).map((points) => ({ key: `${one.key} ${points[0]?.x}`, points, look }));
  });

export const seedAngles = (lines: readonly AngleLine[]): SharedLine[] =>
  lines.flatMap((one) => {
    const { line: stroke, dash, cap } = angleStyle(one);
    const look = { stroke, dash, cap, className: `ruled rule-${one.rule}` };
    return one.seeds.flatMap((seed) =>
      angleStrokes(seed).map((points) => ({ key: `${seed.key} ${points[0]?.x}`, points, look })),
    );
  });

export const seedDeltas = (lines: readonly DeltaLine[], axis: Axis): SharedLine[] =>
  lines.flatMap(({ key, seeds }) => {
    const { line: stroke, dash, cap } = ruleStyle(key);
    const look = { stroke, dash, cap, className: `ruled rule-${key}` };
    return seeds.flatMap((seed) =>
      strokesOf(seed).map((points) => ({
        key: `${seed.key} ${points[0]?.x}`,
        points: carried(points, axis),
        look,
      })),
    );
  });

export const sharedDeltas = (lines: readonly DeltaLine[], axis: Axis): SharedLine[] =>
  lines.flatMap((line) => {
    const { line: stroke, dash, cap } = ruleStyle(line.key);
    const look = { stroke, dash, cap, className: `ruled rule-${line.key}` };
    return strokesOf(line).map((points) => ({
      key: `${line.key} ${points[0]?.x}`,
      points: carried(points, axis),
      look,
    }));
  });
