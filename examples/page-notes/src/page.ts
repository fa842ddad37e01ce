/** The popup, which is also the window of questions: who is signed in, and which sites want to add notes. */
import { engineHere, type CountersignError, type EngineView } from 'countersign/engine/page';
import { files } from './service';

const engine = engineHere();
const find = (css: string): Element => document.querySelector(css) ?? document.body;

engine.watch(({ accounts, asks, redirectUrl }: EngineView) => {
  const [account] = accounts;
  find('code').textContent = redirectUrl;
  if (!account) {
    find('main').replaceChildren(row('Not signed in.', ['Sign in', () => engine.signIn(files.id)]));
    return;
  }
  const mine =
    account.state === 'fine'
      ? row(`Signed in as ${account.label}.`, ['Sign out', () => engine.end(account.id)])
      : row(`${account.label} has to sign in again.`, ['Sign in', () => engine.signIn(files.id, { account: account.id })]);
  const questions = asks.map(({ id, caller }) =>
    row(
      `May “Page notes” on ${caller.kind === 'site' ? caller.origin : caller.id} add files to your account?`,
      ['Allow', () => engine.decide(id, { account: account.id, lasting: 'always' })],
      ['Refuse', () => engine.decide(id, 'refuse')],
    ),
  );
  find('main').replaceChildren(mine, ...questions);
});

/** A sentence with buttons. What a button's work throws is shown by its code. */
function row(text: string, ...buttons: readonly (readonly [label: string, work: () => Promise<unknown>])[]): Element {
  const line = document.createElement('p');
  line.append(`${text} `);
  for (const [label, work] of buttons) {
    const button = document.createElement('button');
    button.textContent = label;
    button.onclick = () =>
      work().then(
        () => tell(''),
        (error: CountersignError) => tell(error.code),
      );
    line.append(button, ' ');
  }
  return line;
}

function tell(text: string): void {
  find('[role=status]').textContent = text;
}
