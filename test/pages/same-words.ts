/** Texts that are the same in a language as in English, by their keys: names, formats and words that the language has taken over. */
export const sameWords: Readonly<Record<string, readonly string[]>> = {
  ar: ['protocol_oauth1', 'protocol_oauth2', 'protocol_basic', 'typed_realm'],
  de: [
    // Words that German has too.
    'app',
    'check_update',
    'code',
    'container',
    'endpoint_tokenUrl',
    'entered_text',
    'label_name',
    'parameter_name',
    'passkey_name',
    'passkeys',
    'passphrase',
    'pin',
    'time_in',
    'typed_token',
    // Protocols and their own words.
    'api_section',
    'protocol_basic',
    'protocol_oauth1',
    'protocol_oauth2',
    'typed_body',
    'typed_callback',
    'typed_nonce',
    'typed_realm',
    'typed_url',
    'typed_verifier',
    'vendor_url',
  ],
};

/** Words that are too loud for us: begging, cheering, shouting. */
export const loudWords: Readonly<Record<string, RegExp>> = {
  en: /!|\b(please|oops|sorry|successfully|ok)\b/iu,
  de: /!|\b(bitte|hoppla|leider|erfolgreich|ok|okay)\b/iu,
  ar: /!|من فضلك|عفوًا|للأسف|بنجاح/u,
};
