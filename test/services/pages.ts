/** The plain, accessible pages of both practice services. */

interface Hidden {
  readonly [name: string]: string;
}

interface LoginPage {
  readonly service: string;
  readonly action: string;
  readonly hidden: Hidden;
  readonly failed?: boolean;
  /** The username that stands in its field already. */
  readonly username?: string;
}

interface ConsentPage {
  readonly service: string;
  readonly action: string;
  readonly hidden: Hidden;
  readonly user: string;
  readonly app: string;
  /** What the user is asked to allow, where the service has levels. */
  readonly level?: string;
  /** Scopes that can be granted one by one; absent where the service knows no scopes. */
  readonly scopes?: readonly string[];
}

interface RegisterPage {
  readonly service: string;
  readonly callbackLabel: string;
  /** Whether the form offers a tick box for a client secret. */
  readonly secretChoice?: boolean;
  readonly problem?: string;
}

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 25%, Canvas); --accent: #0b5cad; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
  font: 1rem/1.5 system-ui, sans-serif; background: color-mix(in srgb, CanvasText 5%, Canvas); color: CanvasText; }
main { width: min(26rem, 100%); padding: 2rem; background: Canvas; border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0 0 .75rem; font-size: 1.4rem; line-height: 1.25; }
label { display: block; margin: .75rem 0 .25rem; }
label.tick { display: flex; gap: .5rem; align-items: center; margin: .25rem 0; }
input:not([type=checkbox]) { width: 100%; padding: .55rem .65rem; font: inherit; border: 1px solid var(--line);
  border-radius: 6px; background: Canvas; color: CanvasText; }
button { margin: 1.25rem .5rem 0 0; padding: .6rem 1.1rem; font: inherit; font-weight: 600; cursor: pointer;
  border: 1px solid var(--accent); border-radius: 6px; background: var(--accent); color: #fff; }
button.quiet { background: Canvas; color: CanvasText; border-color: var(--line); }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
fieldset { margin: 1rem 0 0; padding: .5rem 1rem .75rem; border: 1px solid var(--line); border-radius: 6px; }
code { overflow-wrap: anywhere; }
.pin { font: 700 2rem ui-monospace, monospace; letter-spacing: .15em; }
[role=alert] { padding: .5rem .75rem; border-left: 4px solid #b3261e; }`;

/** Makes text safe inside HTML and inside quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** A whole document around a body of trusted HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** Asks for username and password: `#username`, `#password`, `#login`. */
export function loginPage({ service, action, hidden, failed, username }: LoginPage): string {
  const known = username === undefined ? '' : ` value="${escapeHtml(username)}"`;
  const wrong = failed ? '<p role="alert">That username or password is not right.</p>' : '';
  return page(
    `Sign in to ${service}`,
    `${wrong}<form method="post" action="${escapeHtml(action)}">${hiddenFields(hidden)}
<label for="username">Username</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none"${known} required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button id="login">Sign in</button>
</form>`,
  );
}

/** Asks whether the app may act for the user: `#allow`, `#deny`, and a tick box `scope` per scope. */
export function consentPage(options: ConsentPage): string {
  const { service, action, hidden, user, app, level, scopes } = options;
  const asked = level === undefined ? '' : `<p>It asks for: <strong id="level">${escapeHtml(level)}</strong>.</p>`;
  const ticks = (scopes ?? []).map(
    (scope) =>
      `<label class="tick"><input type="checkbox" name="scope" value="${escapeHtml(scope)}" checked> ${escapeHtml(scope)}</label>`,
  );
  const choice = ticks.length ? `<fieldset><legend>It asks for</legend>${ticks.join('')}</fieldset>` : '';
  return page(
    `Allow access to ${service}?`,
    `<p>You are signed in as <strong id="user">${escapeHtml(user)}</strong>.</p>
<p>The app <strong id="app">${escapeHtml(app)}</strong> wants to use your account.</p>${asked}
<form method="post" action="${escapeHtml(action)}">${hiddenFields(hidden)}${choice}
<button id="allow" name="decision" value="allow">Allow</button>
<button id="deny" name="decision" value="deny" class="quiet">Refuse</button>
</form>`,
  );
}

/** Asks for the code that another device shows: `#user-code`, `#continue`. */
export function userCodePage(options: {
  readonly service: string;
  readonly action: string;
  /** What stands in the field already. */
  readonly userCode: string;
  readonly failed?: boolean;
}): string {
  const wrong = options.failed ? '<p role="alert">That code is unknown, used or too old.</p>' : '';
  return page(
    `Enter your code for ${options.service}`,
    `${wrong}<form method="post" action="${escapeHtml(options.action)}">
<label for="user-code">Code</label>
<input id="user-code" name="user_code" autocomplete="off" value="${escapeHtml(options.userCode)}" required autofocus>
<button id="continue">Continue</button>
</form>`,
  );
}

/** Asks which account to use: a button `#choose-USERNAME` for each. */
export function chooserPage(service: string, action: string, users: readonly { username: string; name: string }[]): string {
  const buttons = users.map(
    ({ username, name }) =>
      `<button id="choose-${escapeHtml(username)}" name="username" value="${escapeHtml(username)}">${escapeHtml(name)}</button>`,
  );
  return page(`Choose an account at ${service}`, `<form method="post" action="${escapeHtml(action)}">${buttons.join('')}</form>`);
}

/** Shows the code the user types into the app: `#pin`. */
export function pinPage(service: string, pin: string): string {
  return page(
    `Your ${service} code`,
    `<p>Type this code into the app to finish signing in.</p><p class="pin"><output id="pin">${escapeHtml(pin)}</output></p>`,
  );
}

/** A message with nothing to press: `#message`. */
export function messagePage(title: string, message: string): string {
  return page(title, `<p id="message">${escapeHtml(message)}</p>`);
}

/** The front page of a service. */
export function homePage(service: string, users: readonly { username: string; password: string }[]): string {
  const people = users
    .map((user) => `<li><code>${escapeHtml(user.username)}</code> / <code>${escapeHtml(user.password)}</code></li>`)
    .join('');
  return page(
    service,
    `<p>${escapeHtml(service)} — a practice service on this computer. Nothing here is real.</p>
<p>Accounts to sign in with:</p><ul>${people}</ul>
<p><a href="/developers">Register an app</a></p>`,
  );
}

/** The form to register an app: `#callback`, `#secret` where offered, `#register`. */
export function registerPage(options: RegisterPage): string {
  const problem = options.problem ? `<p role="alert">${escapeHtml(options.problem)}</p>` : '';
  const secret = options.secretChoice
    ? '<label class="tick"><input type="checkbox" id="secret" name="secret" value="yes"> Give this app a client secret</label>'
    : '';
  return page(
    `Register an app with ${options.service}`,
    `${problem}<form method="post" action="/developers">
<label for="callback">${escapeHtml(options.callbackLabel)}</label>
<input id="callback" name="callback" type="url" required>
${secret}<button id="register">Register</button>
</form>`,
  );
}

/** Shows what an app was given; each value stands in an element with the given id. */
export function registeredPage(service: string, values: readonly { id: string; label: string; value: string }[]): string {
  const rows = values.map(
    ({ id, label, value }) => `<dt>${escapeHtml(label)}</dt><dd><code id="${escapeHtml(id)}">${escapeHtml(value)}</code></dd>`,
  );
  return page(`Your app at ${service}`, `<p>Copy these into the app.</p><dl>${rows.join('')}</dl>`);
}

function hiddenFields(hidden: Hidden): string {
  return Object.entries(hidden)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
}
