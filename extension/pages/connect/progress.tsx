/** A sign-in under way: its true steps, what it waits for, how long already and how much longer. */
import { call } from '../../../src/admin/calls';
import type { Overview, SignInStage, SignInView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Icon } from '../shared/icons';
import { hostOf, serviceOf } from '../shared/lookups';
import { Note, ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { rich, t } from '../shared/texts';
import { amount } from '../shared/times';
import { Frame, StopFoot } from './frame';

export function Progress({ overview, signIn }: { overview: Overview; signIn: SignInView }) {
  const { problem, run } = useAction();
  const { id, serviceName, stages, stage, wait } = signIn;
  const at = stages.indexOf(stage);
  const showable = wait?.for === 'visit' && wait.open;
  const service = <bdi>{serviceName}</bdi>;
  const foot = (
    <StopFoot id={id} run={run}>
      {showable && (
        <button class="button large primary" onClick={() => run(() => call('signIn.show', { id }))}>
          {wait.through === 'tab' ? t('show_tab') : t('show_window')}
        </button>
      )}
    </StopFoot>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <div class="stack">
        <h1>{rich('signing_in_to', { service })}</h1>
        <p class="lede" role="status">
          {wait?.for === 'turn'
            ? rich('progress_turn', { other: <bdi>{wait.behind}</bdi> })
            : showable
              ? rich(wait.through === 'tab' ? 'progress_tab' : 'progress_visit', { service })
              : t('progress_working')}
        </p>
      </div>
      {problem && <ProblemNote problem={problem} name={serviceName} />}
      <ol class="steps" aria-label={t('progress_steps')}>
        {stages.map((each, index) => (
          <Stage
            key={each}
            overview={overview}
            signIn={signIn}
            stage={each}
            place={index < at ? 'done' : index === at ? 'now' : 'todo'}
          />
        ))}
      </ol>
      <Note>
        <p>{t('progress_closable')}</p>
      </Note>
    </Frame>
  );
}

interface StageProps {
  readonly overview: Overview;
  readonly signIn: SignInView;
  readonly stage: SignInStage;
  readonly place: 'done' | 'now' | 'todo';
}

function Stage({ overview, signIn, stage, place }: StageProps) {
  const service = serviceOf(overview, signIn.serviceId)?.service;
  const values = {
    host: <bdi class="url">{service ? hostOf(service) : signIn.serviceName}</bdi>,
    service: <bdi>{signIn.serviceName}</bdi>,
  };
  return (
    <li class={place === 'todo' ? '' : place} aria-current={place === 'now' ? 'step' : undefined}>
      <span class="dot">
        {place === 'done' && <Icon name="check" />}
        {place === 'now' && <span class="spin" />}
      </span>
      <span class="what">
        {place === 'now' && signIn.wait?.for === 'turn' ? t('stage_turn') : stageText(stage, place, values)}
        {place === 'done' && <span class="sr"> {t('step_done')}</span>}
      </span>
      {place === 'now' && <Why signIn={signIn} />}
    </li>
  );
}

function stageText(stage: SignInStage, place: StageProps['place'], values: Readonly<Record<'host' | 'service', preact.VNode>>) {
  if (stage === 'reach') return rich('stage_reach', { host: values.host });
  if (stage === 'visit' || stage === 'enter' || stage === 'code')
    return rich(`stage_${stage}_${place}`, { service: values.service });
  return t(`stage_${stage}_${place}`);
}

/** How long this step has run, and how long it stays good. */
function Why({ signIn }: { signIn: SignInView }) {
  const now = useNow(1000);
  const { wait, since } = signIn;
  const open = amount(Math.max(0, now - since));
  if (wait?.for !== 'visit') return <p class="why">{t('why_running', { amount: open })}</p>;
  if (!wait.open) return <p class="why">{wait.through === 'tab' ? t('why_opening_tab') : t('why_opening')}</p>;
  const left = wait.until === undefined ? 0 : wait.until - now;
  return (
    <p class="why">{left > 0 ? t('why_open_until', { amount: open, left: amount(left) }) : t('why_open', { amount: open })}</p>
  );
}
