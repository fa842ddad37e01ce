/** Finds credentials in a text that was pasted whole: a service's page, a settings file, JSON, a query. */

type CredentialName = 'consumerKey' | 'consumerSecret' | 'token' | 'tokenSecret' | 'apiHost' | 'accountName';
export type Credentials = Partial<Record<CredentialName, string>>;

/** How services, libraries and settings files call each value: letters and digits only, in lower case. */
const spellings: Readonly<Record<CredentialName, readonly string[]>> = {
  consumerKey: ['consumerkey', 'apikey', 'clientkey', 'clientid', 'appkey', 'applicationkey', 'customerkey', 'consumer', 'key'],
  consumerSecret: [
    'consumersecret',
    'apisecret',
    'apisecretkey',
    'apikeysecret',
    'clientsecret',
    'appsecret',
    'applicationsecret',
    'sharedsecret',
    'consumerprivatekey',
    'privatekey',
    'secret',
  ],
  token: ['accesstoken', 'accesstokenkey', 'accesskey', 'oauthtoken', 'tokenid', 'tokenkey', 'tokenvalue', 'token'],
  tokenSecret: ['accesstokensecret', 'accesssecret', 'oauthtokensecret', 'oauthsecret', 'tokensecret', 'accesskeysecret'],
  apiHost: ['apihost', 'domain', 'siteurl', 'hostname', 'host'],
  accountName: ['accountname', 'screenname', 'username', 'account', 'user'],
};

/** Longest first: "access token secret" ends with "secret", and means the token's. */
const known = Object.entries(spellings)
  .flatMap(([name, all]) => all.map((spelling) => ({ name: name as CredentialName, spelling })))
  .toSorted((one, other) => other.spelling.length - one.spelling.length);

const keyBlock = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/u;

/** What the text tells of credentials. Empty unless it names at least two: a single value is what it is. */
export function credentialsIn(text: string): Credentials {
  const found: Credentials = {};
  const block = keyBlock.exec(text)?.[0];
  if (block) found['consumerSecret'] = block;
  const rest = block ? text.replace(block, '') : text;
  for (const [label, value] of jsonPairs(rest) ?? linePairs(rest)) {
    const name = nameOf(label);
    if (name && value && found[name] === undefined) found[name] = value;
  }
  return Object.keys(found).length > 1 ? found : {};
}

function nameOf(label: string): CredentialName | undefined {
  const bare = label.toLowerCase().replace(/[^a-z0-9]/gu, '');
  return known.find(({ spelling }) => bare.endsWith(spelling))?.name;
}

type Pair = readonly [label: string, value: string];

/** Every text in a JSON document, labelled with all names on the way to it. */
function jsonPairs(text: string): Pair[] | undefined {
  if (!/^\s*\{/u.test(text)) return undefined;
  try {
    return leaves(JSON.parse(text), '');
  } catch {
    return undefined;
  }
}

function leaves(value: unknown, path: string): Pair[] {
  if (typeof value === 'string') return [[path, value.trim()]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path ? `${path} ${name}` : name));
}

/** `name = value`, `name: value`, a table's columns, a query's parts; or a label on one line and its value on the next. */
function linePairs(text: string): Pair[] {
  const isQuery = /^\s*\??[\w.]+=[^&\s]*(?:&[\w.]+=[^&\s]*)+\s*$/u.test(text);
  if (isQuery) return [...new URLSearchParams(text.trim())];
  const lines = text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.flatMap((line, at): Pair[] => {
    const pair = /^([^=:\t]+?)\s*(?:=>|:=|[=:\t])\s*(.*)$/u.exec(line);
    const [, label = line, value = ''] = pair ?? [];
    return [[label, bare(value) || (lines[at + 1] ?? '')]];
  });
}

/** Without quotation marks and the comma or semicolon of a line of code. */
function bare(value: string): string {
  return value
    .replace(/[,;]$/u, '')
    .trim()
    .replace(/^(["'`])(.*)\1$/u, '$2');
}
