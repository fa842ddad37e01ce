/** The six steps as plain text, for a report: with the secrets masked as on the page. */
import type { SignatureExplanation, SignedTrace } from '../../../src/core/signature-lens';
import { t, unmarked } from '../shared/texts';
import { saidWords } from './lens-said';
import { fromWord, keySentence, mask, notSignedSentences, signSentence } from './lens-words';

export function lensText(explanation: SignatureExplanation, trace: SignedTrace | undefined): string {
  const { method, baseUri, query, parameters, baseString, carried, transport } = explanation;
  const isPlain = explanation.signatureMethod === 'PLAINTEXT';
  const steps: [string, readonly string[]][] = [
    [t('lens_step_request'), [`${method} ${baseUri}${query}`]],
    [
      t('lens_step_parameters'),
      [
        ...parameters.map(({ name, value, from }) => `${name}=${value} (${fromWord(from)})`),
        ...(explanation.cut ? [t('lens_cut')] : []),
      ],
    ],
    [t('lens_step_join'), [isPlain ? t('lens_step_join_plain') : baseString]],
    [t('lens_step_key'), [keySentence(explanation), keyShape(explanation)]],
    [
      t('lens_step_sign'),
      [
        signSentence(explanation),
        `${transport === 'header' ? 'Authorization: ' : ''}${carried}`,
        ...notSignedSentences(explanation),
      ],
    ],
    [t('lens_step_said'), trace ? saidLines(trace) : [t('said_nothing')]],
  ];
  const text = steps
    .map(([title, lines], index) => `${index + 1}. ${title}\n${lines.map((line) => `   ${line}\n`).join('')}`)
    .join('\n');
  return unmarked(text);
}

function keyShape({ key }: SignatureExplanation): string {
  if (key.kind === 'private') return `${mask} ${t('key_private_word')}`;
  const app = key.consumerSecret ? `${mask} ${t('key_app')}` : t('key_no_app');
  return `${app} & ${key.tokenSecret ? `${mask} ${t('key_token')}` : t('key_no_token')}`;
}

function saidLines(trace: SignedTrace): string[] {
  const { title, rest } = saidWords(trace);
  const own = [trace.serviceCode, trace.serviceText].filter(Boolean).join(': ');
  return [`${title} ${rest}`, ...(own ? [own] : []), ...(trace.echoed ? [`${t('compare_theirs')}: ${trace.echoed}`] : [])];
}
