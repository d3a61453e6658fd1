import type { Finding } from '../api/findings';
import { useWords } from '../i18n';
import { tableAndWords } from './where';

/** The two facts, side by side: which table says it, and what it says. */
export function Facts({ finding, quiet }: { finding: Finding; /** The page says already why there are none. */ quiet?: boolean }) {
  const { t, loc } = useWords();
  if (finding.state === 'mended') return null;
  if (!finding.facts) return quiet ? null : <p className="mut sm fnd-hid">{t('findings.factsHidden')}</p>;
  const [one, other] = finding.facts.map((fact) => tableAndWords(loc(fact)));
  return (
    <div className="facts">
      <Fact table={one?.table ?? t('findings.factOne')} words={one?.words ?? ''} />
      <span className="facts-not" aria-hidden>≠</span>
      <Fact table={other?.table ?? t('findings.factOther')} words={other?.words ?? ''} />
    </div>
  );
}

const Fact = ({ table, words }: { table: string; words: string }) => <p><small>{table}</small>{words}</p>;
