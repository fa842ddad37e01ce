/** Points at an element of a page that is reached over raw CDP, the way a person would name it. */
import type { TargetSession } from './cdp-target';
import { poll } from './poll';

/** A CSS selector, an accessible role and name, or the exact text that the element shows. */
export type Where = string | { readonly role: string; readonly name?: string } | { readonly text: string };

export interface Point {
  /** CSS pixels from the viewport's top left corner. */
  readonly x: number;
  readonly y: number;
}

/** Resolves once the element is on the page and takes up room. Gives its remote object id. */
export async function waitForElement(session: TargetSession, where: Where, timeout?: number): Promise<string> {
  return await poll(
    async () => {
      const objectId = await find(session, where);
      if (!objectId) return undefined;
      const shown = await ask(session, objectId, 'function () { return this.getClientRects().length > 0 }');
      return shown ? objectId : undefined;
    },
    `${describe(where)} in the popup`,
    timeout === undefined ? {} : { timeout },
  );
}

/** Resolves to the centre of the element once it stands still there, is enabled, and nothing covers it. */
export async function waitForHit(session: TargetSession, where: Where, timeout?: number): Promise<Point> {
  let before = '';
  return await poll(
    async () => {
      const objectId = await waitForElement(session, where, timeout);
      const point = (await ask(session, objectId, String(hitPoint))) as Point | undefined;
      const still = JSON.stringify(point) === before;
      before = JSON.stringify(point) ?? '';
      return still && point;
    },
    `${describe(where)} to be clickable`,
    timeout === undefined ? {} : { timeout },
  );
}

/** Runs in the page with the element as `this`; null when a click would not reach the element. */
function hitPoint(this: HTMLElement): Point | null {
  this.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const box = this.getClientRects()[0];
  if (!box || this.matches(':disabled')) return null;
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const root = this.getRootNode() as Document | ShadowRoot;
  const hit = root.elementFromPoint(point.x, point.y);
  const labels = 'labels' in this ? [...((this.labels as NodeList | null) ?? [])] : [];
  return hit && [this, ...labels].some((one) => one.contains(hit)) ? point : null;
}

async function find(session: TargetSession, where: Where): Promise<string | undefined> {
  if (typeof where === 'string') return await evaluateHandle(session, `document.querySelector(${JSON.stringify(where)})`);
  if ('text' in where) return await evaluateHandle(session, `(${String(byText)})(${JSON.stringify(where.text)})`);
  const root = await evaluateHandle(session, 'document');
  if (!root) return undefined;
  const { nodes } = await session.send('Accessibility.queryAXTree', {
    objectId: root,
    role: where.role,
    ...(where.name === undefined ? {} : { accessibleName: where.name }),
  });
  const backendNodeId = nodes.find((node) => !node.ignored)?.backendDOMNodeId;
  if (backendNodeId === undefined) return undefined;
  return (await session.send('DOM.resolveNode', { backendNodeId })).object.objectId;
}

/** Runs in the page: the innermost element that shows exactly this text. */
function byText(text: string): Element | undefined {
  const fits = [...document.body.querySelectorAll<HTMLElement>('*')].filter(
    (one) => one.getClientRects().length > 0 && one.innerText?.replace(/\s+/g, ' ').trim() === text,
  );
  return fits.find((one) => !fits.some((other) => other !== one && one.contains(other)));
}

async function evaluateHandle(session: TargetSession, expression: string): Promise<string | undefined> {
  return (await session.send('Runtime.evaluate', { expression })).result.objectId;
}

async function ask(session: TargetSession, objectId: string, functionDeclaration: string): Promise<unknown> {
  const reply = await session.send('Runtime.callFunctionOn', { objectId, functionDeclaration, returnByValue: true });
  return reply.result.value;
}

function describe(where: Where): string {
  if (typeof where === 'string') return where;
  return 'text' in where ? `the text “${where.text}”` : `the ${where.role}${where.name ? ` “${where.name}”` : ''}`;
}
