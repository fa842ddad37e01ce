/** The page asks, the user allows, and the page's calls are signed: each one is compared with the service's own log. */
import { answerConsent } from '../../test/practice/drive';
import { connectWindow, leave, type Look } from '../../test/practice/windows';
import { begin, press, shownItems, type Line } from './album';
import { allowSlept } from './allow-watch';
import { markLog, nothingSent, sameInLog, serviceOf } from './ledger';
import { must, type Told } from './narrate';
import type { Kind, Stage } from './stage';

/** Milliseconds for which Allow can't be pressed. */
const guard = 600;
const names = { photos: 'Practice Photos', files: 'Practice Files' } as const;

/** The page asks, and the user looks at the mark and allows. */
export async function allowed({ browser, page, mark, world }: Stage, kind: Kind, look: Look): Promise<Told> {
  await page.bringToFront();
  const finish = await begin(page, kind, 'connect-change');
  const window = await connectWindow(browser, 'ask');
  let slept = 0;
  const seen = await answerConsent(
    browser,
    {
      decision: 'Allow',
      look: async (view, shoot) => {
        slept = await allowSlept(window);
        await look(view, shoot);
      },
    },
    window,
  );
  const line = await finish();
  must(seen.mark === mark, `The window showed the mark “${seen.mark}”, the user’s is “${mark}”.`);
  must(seen.title.includes(world.site.origin), `The window’s question does not name the site in full: ${seen.title}`);
  must(slept >= guard, `Allow could be pressed after ${slept} ms already.`);
  must(line.end === 'allowed', `connect() ended with ${line.end}: ${line.text}`);
  return {
    line: `The page asked for ${names[kind]}; the window showed the mark “${seen.mark}”, Allow slept ${slept} ms; allowed: ${line.text}`,
    picture: page,
  };
}

type Doing = 'list' | 'add' | 'rename' | 'delete' | 'upload' | 'stream' | 'echo';

/** One signed call by a click on the page. */
export async function called(stage: Stage, kind: Kind, doing: Doing): Promise<Told> {
  const { page } = stage;
  const service = serviceOf(stage, kind);
  const mark = markLog(service);
  const line = await press(page, kind, doing);
  must(/^2\d\d$/.test(line.end), `${line.method} ${line.path} → ${line.end}: ${line.text}`);
  const outcome = sameInLog(service, mark, line);
  const found = await meaning(stage, kind, doing, line, outcome);
  const proof = kind === 'photos' ? 'signature verified' : 'token verified';
  const said = `Signed ${line.method} ${line.path} → ${line.end}, ${found}`;
  return { line: `${said}; ${service.name}: ${proof}, “${outcome}” (${line.ms} ms)`, picture: page };
}

/** What the page made of the answer, in words; where the service counted too, both counts must be the same. */
async function meaning({ page }: Stage, kind: Kind, doing: Doing, line: Line, outcome: string): Promise<string> {
  const shown = await shownItems(page, kind);
  if (doing === 'list') {
    must(outcome.startsWith(`${shown} `), `The page shows ${shown}, the service wrote “${outcome}”.`);
    return shown === 1 ? `1 ${kind.slice(0, -1)}` : `${shown} ${kind}`;
  }
  if (doing === 'delete') return `${shown} left`;
  if (doing === 'stream') {
    must(line.text.endsWith('SHA-256 as announced'), line.text);
    return line.text;
  }
  const body = (await page.locator('#log li').last().locator('.body').innerText()).replace(/…$/, '');
  if (doing === 'upload') return `${body.match(/"name"/g)?.length ?? 0} parts of multipart/form-data`;
  if (doing === 'echo') return `the service saw ${/"target":"([^"]*)"/.exec(body)?.[1] ?? 'nothing'}`;
  const { title } = JSON.parse(body) as { title: string };
  return `“${title}”`;
}

/** The user narrows the permit in the popup: from then on nothing that changes is sent. */
export async function narrowed({ browser, page, world }: Stage, look: Look): Promise<Told> {
  const choose = async (name: string, view: string) => {
    const popup = await browser.popup(page);
    await popup.click({ role: 'radio', name });
    await popup.waitFor(`.permit label:has(:checked):not(:has([value=off]))`);
    await look(view, popup.screenshot);
    await leave(popup);
  };
  await choose('Read only', 'popup');
  const before = markLog(world.photos);
  const refused = await press(page, 'photos', 'add');
  must(refused.end === 'outside_permit', `A POST under “Read only” ended with ${refused.end}.`);
  nothingSent(world.photos, before);
  await choose('Read and change', 'popup-back');
  const again = await press(page, 'photos', 'add');
  must(again.end === '201', `A POST under “Read and change” ended with ${again.end}.`);
  sameInLog(world.photos, before, again);
  return {
    line: `“Read only” in the popup: POST ${refused.path} → ${refused.end}, nothing was sent; back to “Read and change”: → ${again.end}`,
    picture: page,
  };
}
