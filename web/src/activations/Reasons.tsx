import { useId } from 'react';
import { useWords } from '../i18n';

export interface Reason { key: string; words: string; about?: string }
interface Props { title: string; reasons: Reason[]; against?: boolean; empty?: string }

/** “Vì sao” or “Vì sao không”: short sentences with their figures, and what each is about. */
export function Reasons({ title, reasons, against = false, empty }: Props) {
  const heading = useId();
  if (reasons.length === 0 && !empty) return null;
  return (
    <section aria-labelledby={heading} className="sec" data-reasons={against ? 'against' : 'for'}>
      <h3 id={heading}>{title}</h3>
      {reasons.length === 0 && <p className="sm mut">{empty}</p>}
      <ul className="why">
        {reasons.map((reason) => (
          <li key={reason.key}>
            <span className={against ? 'con' : 'for'} aria-hidden>{against ? '−' : '+'}</span>
            <span>{reason.words}{reason.about && <small>{reason.about}</small>}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Zones often share one reason: it is said once, with every zone it holds for. */
export function useGrouped(): (items: { words: string; about: string }[]) => Reason[] {
  const { t } = useWords();
  return (items) => {
    const groups = new Map<string, string[]>();
    for (const { words, about } of items) groups.set(words, [...(groups.get(words) ?? []), about]);
    return [...groups].map(([words, about]) => ({
      key: words,
      words,
      about: about.filter(Boolean).length > 0 ? `${about.length > 1 ? `${t('zonesCount', { count: about.length })}: ` : ''}${about.join(', ')}` : undefined,
    }));
  };
}
