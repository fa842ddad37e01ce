/** Texts that are the same in a language as in English, by their keys: names, formats and words that the language has taken over. */
export const sameWords: Readonly<Record<string, readonly string[]>> = {
  ar: ['protocol_oauth1', 'protocol_oauth2', 'protocol_basic', 'typed_realm'],
};

/** Words that are too loud for us: begging, cheering, shouting. */
export const loudWords: Readonly<Record<string, RegExp>> = {
  en: /!|\b(please|oops|sorry|successfully|ok)\b/iu,
  de: /!|\b(bitte|hoppla|leider|erfolgreich|ok|okay)\b/iu,
  ar: /!|من فضلك|عفوًا|للأسف|بنجاح/u,
};
