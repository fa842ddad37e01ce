/** The practice site's script: it asks Countersign for the use of two accounts, calls their services, and writes down what came back. */
import { countersign } from '/countersign.js';

const agent = countersign();
const clone = (template) => document.querySelector(template).content.firstElementChild.cloneNode(true);
const json = (method, value) => ({ method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

/** What differs between the two services. */
const kinds = {
  photos: {
    name: 'Practice Photos',
    reason: 'Your photos stand in the album, and you can add new ones here.',
    titles: ['Harbour at dawn', 'First snow', 'Two herons', 'The long bridge', 'Night ferry', 'Lemon tree', 'After the rain'],
    add: (title) => ({ method: 'POST', body: new URLSearchParams({ title, tag: 'sea & sky, ä' }) }),
  },
  files: {
    name: 'Practice Files',
    reason: 'Captions and travel notes are kept as files.',
    titles: ['Captions.md', 'Packing list.txt', 'Travel notes.md', 'Recipe for soup.md', 'Letter to Ida.txt', 'Timetable.csv'],
    add: (title) => json('POST', { title, tags: ['album'] }),
  },
};

const [status, log] = ['#status', '#log'].map((name) => document.querySelector(name));
const cards = [];
/** Adds an element with a text; texts from outside are never markup. */
function put(parent, tag, className, textContent) {
  parent.append(Object.assign(document.createElement(tag), { className, textContent }));
}

/** One line in the log. `end` is a status, an error's code or a word. */
function note({ kind }, { method, path, end, good, ms, text }) {
  const line = document.createElement('li');
  Object.assign(line.dataset, { service: kind, method, path, end, good, ms });
  put(line, 'b', 'method', method);
  put(line, 'code', 'path', path);
  put(line, 'span', `end ${good ? 'good' : 'bad'}`, String(end));
  put(line, 'span', 'ms', `${ms} ms`);
  put(line, 'code', 'body', text.length > 300 ? `${text.slice(0, 300)}…` : text || 'no body');
  log.append(line);
  log.scrollTop = log.scrollHeight;
}

/** Runs one thing that the page wants and writes down what became of it. @returns the body of an answer that is fine */
async function attempt(card, about, run) {
  const began = performance.now();
  const found = await run().catch((error) => {
    const code = typeof error.code === 'string' ? error.code : error.name;
    if (code === 'no_permit' || code === 'permit_ended') card.account = undefined;
    if (code === 'not_available') void look();
    return { end: code, good: false, text: error.message };
  });
  note(card, { ...about, ...found, ms: Math.round(performance.now() - began) });
  return found.good ? found.text : undefined;
}

/** One signed call; `read` makes a text of its answer. */
function call(card, path, init = {}, read = (response) => response.text()) {
  return attempt(card, { method: init.method ?? 'GET', path: path.split('?')[0] }, async () => {
    const response = await card.account.fetch(card.origin + path, init);
    return { end: response.status, good: response.ok, text: await read(response) };
  });
}

/** Connect and release: no calls, but they stand in the log too. */
const ask = (card, method, end, run) =>
  attempt(card, { method, path: card.name }, async () => ({ end, good: true, text: await run() }));

function connect(card, access) {
  const paths = [`${card.list}*`, '/api/stream*', '/api/echo', ...(access === 'change' ? ['/api/upload'] : [])];
  return ask(card, 'connect', 'allowed', async () => {
    card.account = await agent.connect({ service: card.origin, access, paths, reason: card.reason });
    return termsOf(card.account);
  });
}

/** Reads a body piece by piece, shows how far it is, and checks its SHA-256 against the announced one. */
async function readStream(card, response, whole) {
  const bar = card.root.querySelector('progress');
  const pieces = [];
  let size = 0;
  bar.parentElement.hidden = false;
  for await (const piece of response.body) {
    pieces.push(piece);
    bar.value = (100 * (size += piece.length)) / whole;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(pieces).arrayBuffer()));
  const sum = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${size} bytes in ${pieces.length} pieces, SHA-256 ${sum === response.headers.get('x-sha256') ? 'as announced' : 'WRONG'}`;
}

const doings = {
  'connect-read': (card) => connect(card, 'read'),
  'connect-change': (card) => connect(card, 'change'),
  list: async (card) => {
    const text = await call(card, card.list);
    if (text) card.items = JSON.parse(text);
  },
  add: async (card) => {
    const text = await call(card, card.list, card.add(card.titles[card.added++ % card.titles.length]));
    if (text) card.items.push(JSON.parse(text));
  },
  rename: async (card) => {
    const [first] = card.items;
    const text = await call(card, `${card.list}/${first.id}`, json('PUT', { title: `My ${first.title}` }));
    if (text) card.items[0] = JSON.parse(text);
  },
  delete: async (card) => {
    const gone = await call(card, `${card.list}/${card.items.at(-1).id}`, { method: 'DELETE' });
    if (gone !== undefined) card.items.pop();
  },
  upload: (card) => {
    const body = new FormData();
    body.append('note', 'from the practice site: ä, 漢');
    body.append('file', new File([new Uint8Array(2048).fill(7)], 'small.bin', { type: 'application/octet-stream' }));
    return call(card, '/api/upload', { method: 'POST', body });
  },
  stream: (card) =>
    call(card, '/api/stream?chunks=20&bytes=16384&ms=30', {}, (response) => readStream(card, response, 20 * 16384)),
  echo: (card) => call(card, '/api/echo?from=practice%20album&x=1&x=2'),
  release: (card) =>
    ask(card, 'release', 'released', async () => {
      await card.account.release();
      card.account = undefined;
      return 'The permit was given back.';
    }),
};

function termsOf({ access, until }) {
  const end = until && new Date(until).toLocaleString([], { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  return `${access === 'change' ? 'read and change' : 'read only'}, ${end ? `until ${end}` : 'no end set'}`;
}

function paint(card) {
  const { root, account } = card;
  root.dataset.state = account ? 'connected' : 'apart';
  root.querySelector('.state').textContent = account ? `Connected: ${termsOf(account)}` : 'Not connected';
  for (const button of root.querySelectorAll('.doings button')) {
    button.disabled = !account || (card.items.length === 0 && /rename|delete/.test(button.dataset.do));
  }
  root.querySelector('.progress').hidden = true;
  root.querySelector('.items').replaceChildren(...card.items.map((item) => entry(card.kind, item)));
  root.querySelector('.empty').textContent = card.items.length > 0 ? '' : `No ${card.kind} shown yet.`;
}

function entry(kind, { title, tags }) {
  const item = document.createElement('li');
  if (kind === 'photos') item.append(picture(title));
  put(item, 'span', 'title', title);
  if (kind === 'files') put(item, 'span', 'soft', tags.join(', '));
  return item;
}

/** A small landscape, always the same for the same title. */
function picture(title) {
  const seed = [...title].reduce((sum, sign) => (Math.imul(sum, 31) + sign.codePointAt(0)) >>> 0, 7);
  const sun = `translate(${(seed >>> 3) % 60}px, ${(seed >>> 9) % 14}px)`;
  const svg = clone('#picture');
  svg.style.cssText = `--hue: ${seed % 360}; --sun: ${sun}; --hills: scaleX(${(seed >>> 5) % 2 ? 1 : -1})`;
  return svg;
}

/** Says whether Countersign is here, and takes up what the user allowed before. */
async function look() {
  const here = await agent.available();
  const allowed = here ? await agent.accounts() : [];
  for (const card of cards) {
    // One whose permit has ended is kept: its buttons show how a call is refused then.
    card.account = allowed.find(({ service }) => service === `practice-${card.kind}`) ?? card.account;
    paint(card);
  }
  const [title, text] = status.children;
  title.textContent = here ? 'Countersign is here' : 'Countersign is not here, or not enabled for this site';
  text.textContent = here
    ? 'Connect a service below. Countersign asks you first; this page gets the answers and never the token.'
    : 'Open Countersign from the toolbar and enable it for this site. This page notices by itself.';
  status.dataset.here = here ? 'yes' : 'no';
}

function build(kind, origin) {
  const root = clone('#card');
  const card = { ...kinds[kind], kind, origin, root, list: `/api/${kind}`, items: [], added: 0 };
  root.dataset.service = kind;
  root.querySelector('h2').textContent = card.name;
  root.querySelector('.reason').textContent = `Why it asks: ${card.reason}`;
  root.addEventListener('click', async ({ target }) => {
    const button = target.closest('[data-do]');
    root.ariaBusy = 'true';
    if (button) await doings[button.dataset.do](card);
    root.ariaBusy = 'false';
    paint(card);
  });
  return card;
}

const { photos, files } = await (await fetch('/services.json')).json();
cards.push(build('photos', photos), build('files', files));
document.querySelector('#cards').append(...cards.map(({ root }) => root));
agent.on('change', () => void look());
await look();
