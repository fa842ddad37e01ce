/** What the entries of all protocols are made of. */
import * as v from 'valibot';
import { isSafeTarget } from '../core/urls';

export const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
export const line = v.pipe(v.string(), v.trim(), v.maxLength(300));
const parses = (text: string): boolean => URL.canParse(text);

/** A host by name or address: browsers take `*` for a letter in URLs, and for every host in permissions. */
const plainHost = /^([\w.-]+|\[[0-9a-f:.]+\])$/;

/** An absolute URL to which a secret may be sent: https, or http on this computer. */
export const secretUrl = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.check(parses, 'not a URL'),
  v.check((text) => parses(text) && isSafeTarget(new URL(text)), 'not https'),
  v.check((text) => parses(text) && plainHost.test(new URL(text).hostname), 'not one host'),
  v.check((text) => parses(text) && new URL(text).hash === '', 'has a fragment'),
);
/** A page for people. */
export const pageUrl = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.check((text) => /^https?:$/.test(parses(text) ? new URL(text).protocol : ''), 'not a web page'),
);
/** A serialised origin to which a secret may be sent. */
export const secretOrigin = v.pipe(
  secretUrl,
  v.check((text) => parses(text) && new URL(text).origin === text, 'not an origin'),
);

/** Headers that would speak for the account, the browser or the connection: no entry may open them to callers. */
export const neverOpen =
  /^(authorization|cookie2?|host|origin|referer|dpop|connection|content-length|date|dnt|expect|keep-alive|te|trailer|transfer-encoding|upgrade|via|forwarded|user-agent|x-forwarded-.*|x-http-method.*|x-method-override|proxy-.*|sec-.*|access-control-.*)$/;
const headerPattern = v.pipe(
  v.string(),
  v.maxLength(80),
  v.regex(/^[a-z][a-z0-9-]+\*?$/, 'not a header in lower case'),
  v.check((text) => !neverOpen.test(text.replace('*', '')), 'a header that callers may never set'),
);

/** A header that an entry sets itself. */
export const headerName = v.pipe(
  v.string(),
  v.maxLength(80),
  v.regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'not a header'),
  v.check((text) => !neverOpen.test(text.toLowerCase()), 'a header that is not the entry’s to set'),
);

export const identity = v.strictObject({ subject: line, label: v.exactOptional(line) });
export const common = {
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}(\.[a-z0-9][a-z0-9-]{0,62})?$/)),
  name,
  hue: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(359)),
  apiHosts: v.pipe(v.array(secretOrigin), v.minLength(1), v.maxLength(20)),
  areas: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          id: name,
          name,
          does: line,
          paths: v.pipe(v.array(v.pipe(v.string(), v.startsWith('/'), v.maxLength(200))), v.minLength(1)),
        }),
      ),
      v.maxLength(30),
    ),
  ),
  closedPaths: v.exactOptional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^\/([^?#\s]*[^/?#\s])?$/, 'not a path'), v.maxLength(200))),
      v.minLength(1),
      v.maxLength(40),
    ),
  ),
  headers: v.exactOptional(v.pipe(v.array(headerPattern), v.maxLength(30))),
  registerUrl: v.exactOptional(pageUrl),
  appType: v.exactOptional(line),
  redirectUrl: v.exactOptional(secretUrl),
  docs: v.exactOptional(pageUrl),
  checked: v.exactOptional(v.strictObject({ date: v.pipe(v.string(), v.isoDate()), source: line })),
  identity: v.exactOptional(identity),
};

/** Fixed parameters; `reserved` tells those that are the protocol's own. */
export const parametersBut = (reserved: RegExp) =>
  v.pipe(
    v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(80)), v.pipe(v.string(), v.maxLength(500))),
    v.check((all) => Object.keys(all).length <= 20, 'more than 20'),
    v.check((all) => !Object.keys(all).some((key) => reserved.test(key)), 'a parameter of the protocol itself'),
  );
export const pathOrUrl = v.union([secretUrl, v.pipe(v.string(), v.maxLength(500), v.regex(/^\/(?!\/)/, 'not a path'))]);
/** No entry of a list twice. */
export const distinct = (all: readonly unknown[]): boolean => new Set(all).size === all.length;
