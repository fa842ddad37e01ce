/** Runs in the page under test: finds elements, tells whether a click would reach one, and fills fields as a user's typing does. */
import { Ivya } from 'ivya';

const ivya = Ivya.create({ browser: 'firefox' });

export interface Engine {
  all(selector: string): HTMLElement[];
  /** @throws Error "strict mode violation" when there are several; undefined when there is none */
  one(selector: string): HTMLElement | undefined;
  isVisible(element: Element): boolean;
  isDisabled(element: Element): boolean;
  /** Where to click: the centre of the element (or the place in it), scrolled into view; undefined when something covers it. */
  hitPoint(
    element: Element,
    at?: { readonly x: number; readonly y: number },
  ): { readonly x: number; readonly y: number } | undefined;
  /** From now on, a press that does not reach the element is kept from the page: it may have moved since it was looked for. */
  aim(element: Element): void;
  /** Ends that. @returns whether the press reached it; undefined when none has come to this page */
  landed(): boolean | undefined;
  fill(element: HTMLElement, text: string): void;
  choose(element: HTMLSelectElement, wanted: readonly { value?: string; label?: string; index?: number }[]): string[] | undefined;
}

export const engine: Engine = {
  all: (selector) => ivya.queryLocatorSelectorAll(selector, document) as HTMLElement[],
  one(selector) {
    const found = engine.all(selector);
    if (found.length > 1)
      throw new Error(
        `strict mode violation: ${selector} resolved to ${found.length} elements: ${found.map((one) => ivya.previewNode(one)).join(' · ')}`,
      );
    return found[0];
  },
  isVisible(element) {
    if (!element.isConnected || !element.checkVisibility({ visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  },
  isDisabled: (element) => element.matches(':disabled') || element.closest('[aria-disabled=true]') !== null,
  hitPoint(element, at) {
    const isIn = () => {
      const { top, left, bottom, right } = element.getBoundingClientRect();
      return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
    };
    if (!isIn()) element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const boxes = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    for (const box of boxes) {
      const point = at ? { x: box.x + at.x, y: box.y + at.y } : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      if (reaches((element.getRootNode() as Document | ShadowRoot).elementFromPoint(point.x, point.y), element)) return point;
    }
    return undefined;
  },
  aim(element) {
    engine.landed();
    const now: Aimed = { end: () => presses.forEach((name) => removeEventListener(name, onPress, true)) };
    const onPress = (event: Event): void => {
      if (!event.isTrusted) return;
      now.landed ??= reaches(event.composedPath()[0] as Node, element);
      if (now.landed) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    for (const name of presses) addEventListener(name, onPress, true);
    aimed = now;
  },
  landed() {
    const last = aimed;
    aimed = undefined;
    last?.end();
    return last?.landed;
  },
  fill(element, text) {
    const field = fieldOf(element);
    field.focus();
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
      getSelection()?.selectAllChildren(field);
    } else if (field instanceof HTMLInputElement && !typed.has(field.type)) {
      const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {};
      set?.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
      return;
    } else field.select();
    if (text === '') document.execCommand('delete');
    else document.execCommand('insertText', false, text);
  },
  choose(element, wanted) {
    const options = [...element.options];
    const found = wanted.map((want) =>
      options.find(
        (one, at) =>
          (want.value === undefined ||
            one.value === want.value ||
            (want.label === undefined && one.label.trim() === want.value)) &&
          (want.label === undefined || one.label.trim() === want.label) &&
          (want.index === undefined || at === want.index),
      ),
    );
    if (found.some((one) => !one)) return undefined;
    for (const one of options) one.selected = found.includes(one);
    element.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
    return found.map((one) => one?.value ?? '');
  },
};

interface Aimed {
  landed?: boolean;
  end(): void;
}
let aimed: Aimed | undefined;
const presses = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'auxclick', 'contextmenu', 'dblclick'];

/** Whether what lies at a point stands for the element. */
function reaches(hit: Node | null, element: Element): boolean {
  const labels = 'labels' in element ? [...((element.labels as NodeListOf<HTMLElement> | null) ?? [])] : [];
  const target = element.closest('button, a, label, [role=button], [role=link]') ?? element;
  return hit !== null && [element, target, ...labels].some((one) => one.contains(hit));
}

/** Fields whose text is typed; the others take a value whole. */
const typed = new Set(['text', 'email', 'number', 'password', 'search', 'tel', 'url']);

/** A label stands for its field. */
function fieldOf(element: HTMLElement): HTMLElement {
  return (element instanceof HTMLLabelElement && element.control) || element;
}
