/** The engraved motif as paths: a guilloche rosette grown from a number, and the band of interlaced waves. Pure. */
import { seeded } from './random';

export interface RosettePaths {
  readonly one: string;
  readonly two: string;
}

function closed(radius: (angle: number) => number, steps = 220): string {
  let path = '';
  for (let step = 0; step < steps; step++) {
    const angle = (step / steps) * 2 * Math.PI;
    const r = radius(angle);
    path += `${step ? 'L' : 'M'}${(50 + r * Math.cos(angle)).toFixed(1)} ${(50 + r * Math.sin(angle)).toFixed(1)}`;
  }
  return `${path}Z`;
}

/**
 * Two families of curves, counter-wound: the first signature and the second. The box is 100 by 100.
 * @param fine the number of lines in each family
 */
export function rosettePaths(seed: number, fine: number): RosettePaths {
  const next = seeded(seed);
  const lobes = 8 + Math.floor(next() * 7);
  const inner = 5 + Math.floor(next() * 5);
  const depth = 0.09 + next() * 0.06;
  const turn = 0.7 + next() * 0.5;
  let one = '';
  let two = '';
  for (let line = 0; line < fine; line++) {
    const at = line / fine;
    const shift = at * Math.PI * turn;
    one += closed((angle) => (44 - 17 * at) * (1 + depth * Math.sin(lobes * angle + shift)));
    two += closed((angle) => (25 - 13 * at) * (1 + 0.2 * Math.cos(inner * angle - shift)));
  }
  return { one, two };
}

/** Lines of a wave whose height swells and rests every 160 units, so that any multiple of 160 starts and ends at rest. */
export function bandPath(width: number, height: number, lines = 5): string {
  let path = '';
  for (let line = 0; line < lines; line++) {
    for (let x = 0; x <= width; x += 2) {
      const swell = height * 0.45 * Math.sin((x / 160) * Math.PI) ** 2;
      const y = height / 2 + swell * Math.sin(x / 7.5 + (line * Math.PI * 2) / lines);
      path += `${x ? 'L' : 'M'}${x} ${y.toFixed(1)}`;
    }
  }
  return path;
}
