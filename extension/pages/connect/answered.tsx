/** What a service answered when something did not work, folded; and the report that one can copy. */
import { version } from '../../../src/platform/page';
import type { Problem } from '../../../src/core/errors';
import type { SignInView } from '../../../src/messaging/views';
import { CopyButton } from '../shared/copy';
import { t } from '../shared/texts';
import { clockExact, exact } from '../shared/times';

export function Answered({ signIn, problem }: { signIn: SignInView; problem: Problem }) {
  const at = problem.at ?? signIn.since;
  const step = t(`stage_name_${signIn.stage}`);
  return (
    <details class="more">
      <summary>{t('answered')}</summary>
      <dl class="facts small">
        <dt>{t('our_code')}</dt>
        <dd>
          <code>{problem.code}</code>
        </dd>
        {problem.status !== undefined && (
          <>
            <dt>{t('its_status')}</dt>
            <dd>{problem.status}</dd>
          </>
        )}
        {problem.serviceCode && (
          <>
            <dt>{t('its_code')}</dt>
            <dd>
              <code>{problem.serviceCode}</code>
            </dd>
          </>
        )}
        {problem.serviceText && (
          <>
            <dt>{t('its_words')}</dt>
            <dd>
              <q>
                <bdi>{problem.serviceText}</bdi>
              </q>
            </dd>
          </>
        )}
        <dt>{t('step')}</dt>
        <dd title={exact(at)}>{t('step_at', { step, time: clockExact(at) })}</dd>
      </dl>
      <div class="after">
        <CopyButton value={report(signIn, problem, at)} label={t('copy_report')} />
      </div>
    </details>
  );
}

/** For an issue or a forum: plain lines in English names, without any secret. */
function report(signIn: SignInView, problem: Problem, at: number): string {
  const lines = {
    countersign: version(),
    service: signIn.serviceId,
    step: signIn.stage,
    at: new Date(at).toISOString(),
    code: problem.code,
    message: problem.message,
    about: problem.about,
    status: problem.status,
    serviceCode: problem.serviceCode,
    serviceText: problem.serviceText,
  };
  return Object.entries(lines)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
