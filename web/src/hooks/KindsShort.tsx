import { useWords, type Words } from '../i18n';
import { grouped, isKnown } from './kinds';

/** A kind as people call it; one that this version does not know is called by its code. */
export const kindWord = (kind: string, t: Words['t']): string => (isKnown(kind) ? t(`hooks.kind.${kind}`) : kind);

/** The first two kinds and how many more, for a line in a table; all of them unfold. */
export function KindsShort({ kinds }: { kinds: string[] }) {
  const { t } = useWords();
  const words = grouped(kinds).flatMap((group) => group.kinds).map((kind) => kindWord(kind, t));
  if (words.length <= 2) return <>{words.map((word) => <span key={word} className="kindline">{word}</span>)}</>;
  return (
    <details className="unfold">
      <summary>{t('hooks.kindsShort', { first: words[0] ?? '', count: words.length - 1 })}</summary>
      <ul>{words.map((word) => <li key={word}>{word}</li>)}</ul>
    </details>
  );
}
