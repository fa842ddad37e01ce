/** The language that our texts are in. It is not always the browser's: where that one is not among ours, the texts are English. */
import browser from 'webextension-polyfill';

/**
 * The language of the texts, for everything that `Intl` writes beside them: with the reader's own region where the browser speaks
 * the same language (`de-AT`), else the language alone.
 */
export function language(): string {
  const written = browser.i18n.getMessage('language');
  const reader = browser.i18n.getUILanguage();
  return reader.startsWith(`${written}-`) ? reader : written;
}

/** Which way the texts run, `ltr` or `rtl`. The browser's own answer (`@@bidi_dir`) is that of its own language, in which there may be no texts. */
export function direction(): string {
  return browser.i18n.getMessage('direction');
}
