/** The meter below a new passphrase: four bars and a sentence. A weak one is warned of, not forbidden. */
import { useEffect, useState } from 'preact/hooks';
import { loadStrength, strengthOf, type Strength } from './strength';
import { t } from './texts';

const words = ['strength_0', 'strength_1', 'strength_2', 'strength_3', 'strength_4'] as const;
const guessing = {
  minutes: 'guess_minutes',
  hours: 'guess_hours',
  days: 'guess_days',
  months: 'guess_months',
  years: 'guess_years',
  centuries: 'guess_centuries',
} as const;

export function StrengthMeter({ passphrase }: { passphrase: string }) {
  const strength = useStrength(passphrase);
  const score = strength?.score ?? 0;
  const bars = Math.max(1, score);
  return (
    <div class="stack meter">
      <div class="strength" data-score={strength ? score : undefined} aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} class={strength && bar <= bars ? 'f' : ''} />
        ))}
      </div>
      <p class="small soft" role="status">
        {strength ? `${t(words[score])} ${t(guessing[strength.time])}` : t('strength_none')}
      </p>
      {strength && score < 2 && <p class="small need">{t('strength_weak_means')}</p>}
    </div>
  );
}

/** The strength of what is typed, a moment after the last key. */
function useStrength(passphrase: string): Strength | undefined {
  const [strength, setStrength] = useState<Strength | undefined>(undefined);
  useEffect(() => void loadStrength(), []);
  useEffect(() => {
    if (passphrase === '') {
      setStrength(undefined);
      return undefined;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      void strengthOf(passphrase).then((found) => isCurrent && setStrength(found));
    }, 120);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [passphrase]);
  return strength;
}
