/** Presses keys as Playwright names them: `Enter`, `Shift+Tab`, `Control+a`, `x`. */
import type { Surface } from './surface';

const MODIFIERS: Readonly<Record<string, string>> = {
  Shift: 'shiftKey',
  Control: 'ctrlKey',
  ControlOrMeta: 'ctrlKey',
  Alt: 'altKey',
  Meta: 'metaKey',
};

export async function pressKeys(frame: Surface, keys: string): Promise<void> {
  const parts = keys === '+' ? ['+'] : keys.split(/(?<=.)\+/);
  const key = parts.pop() ?? '';
  const held = Object.fromEntries(parts.map((name) => [MODIFIERS[name] ?? name, true]));
  const isPrintable = [...key].length === 1;
  const named = key === 'Space' ? ' ' : key;
  const code =
    named === ' ' ? 'Space' : isPrintable && /[a-z]/i.test(named) ? `Key${named.toUpperCase()}` : isPrintable ? '' : named;
  const eventData = { key: named, code, printable: isPrintable || named === ' ', ...held };
  await frame.key('synthesizeKeyDown', { eventData });
  await frame.key('synthesizeKeyUp', { eventData });
  await frame.settled();
}
