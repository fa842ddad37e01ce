/** The six steps from a request to its signature and the service's answer. The three parts of the base string keep one ink each. */
import type { ComponentChildren } from 'preact';
import type { SignatureExplanation, SignedTrace } from '../../../src/core/signature-lens';
import { t } from '../shared/texts';
import { BaseString } from './lens-base-string';
import { LensCompare } from './lens-compare';
import { LensParameters } from './lens-parameters';
import { LensSaid } from './lens-said';
import { keySentence, mask, notSignedSentences, signSentence } from './lens-words';

interface StepsProps {
  readonly explanation: SignatureExplanation;
  /** Absent where nothing was sent. */
  readonly trace: SignedTrace | undefined;
}

export function LensSteps({ explanation, trace }: StepsProps) {
  const { method, baseUri, query, parameters, parts, baseString } = explanation;
  const isPlain = explanation.signatureMethod === 'PLAINTEXT';
  return (
    <ol class="card lens">
      <Step n={1} title={t('lens_step_request')} text={t('lens_step_request_text')}>
        <div class="well">
          <span class="a">{method}</span> <span class="b">{baseUri}</span>
          {query}
        </div>
      </Step>
      <Step n={2} title={t('lens_step_parameters')} text={t('lens_step_parameters_text')}>
        <LensParameters parameters={parameters} />
        {explanation.cut && <p class="small faint">{t('lens_cut')}</p>}
      </Step>
      <Step n={3} title={t('lens_step_join')} text={isPlain ? t('lens_step_join_plain') : t('lens_step_join_text')}>
        {!isPlain && (
          <>
            <BaseString parts={parts} />
            {!explanation.cut && <LensCompare ours={baseString} echoed={trace?.echoed} />}
          </>
        )}
      </Step>
      <Step n={4} title={t('lens_step_key')} text={keySentence(explanation)}>
        <Key explanation={explanation} />
      </Step>
      <Step n={5} title={t('lens_step_sign')} text={signSentence(explanation)}>
        <Carried explanation={explanation} />
        {notSignedSentences(explanation).map((sentence) => (
          <p key={sentence} class="small faint">
            {sentence}
          </p>
        ))}
      </Step>
      <Step n={6} title={t('lens_step_said')}>
        <LensSaid trace={trace} />
      </Step>
    </ol>
  );
}

function Step({ n, title, text, children }: { n: number; title: string; text?: string; children: ComponentChildren }) {
  return (
    <li>
      <span class="n" aria-hidden="true">
        {n}
      </span>
      <div>
        <h2 class="small-head">{title}</h2>
        {text && <p>{text}</p>}
        {children}
      </div>
    </li>
  );
}

function Key({ explanation: { key } }: { explanation: SignatureExplanation }) {
  if (key.kind === 'private') {
    return (
      <div class="well">
        <Masked name={t('key_private_word')} />
      </div>
    );
  }
  return (
    <div class="well">
      {key.consumerSecret ? <Masked name={t('key_app')} /> : <span class="faint">{t('key_no_app')}</span>} &amp;{' '}
      {key.tokenSecret ? <Masked name={t('key_token')} /> : <span class="faint">{t('key_no_token')}</span>}
    </div>
  );
}

function Masked({ name }: { name: string }) {
  return (
    <>
      <span class="mask" aria-hidden="true">
        {mask}
      </span>{' '}
      <span class="faint">{name}</span>
    </>
  );
}

/** What carried the signature, with the signature in it highlighted. */
function Carried({ explanation: { carried, transport } }: { explanation: SignatureExplanation }) {
  const [before = '', found = '', ...after] = carried.split(/(oauth_signature=(?:"[^"]*"|[^&,\s]*))/u);
  return (
    <div class="well">
      {transport === 'header' && 'Authorization: '}
      {before}
      {found && <b class="a">{found}</b>}
      {after.join('')}
    </div>
  );
}
