import { CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Received } from '../api/intake';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import type { BulletinDraft } from './draft';

/** What the bulletin brought about, and where to go from here. */
export function Done({ answer, sent, again }: { answer: Received; sent: BulletinDraft; again: () => void }) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="block" data-received={answer.outcome}>
      <h3 ref={heading} tabIndex={-1} className="done-h">{t(answer.outcome === 'duplicate' ? 'bulletins.known' : 'bulletins.stored', { title: sent.title })}</h3>
      <Banner tone={answer.proposals > 0 ? 'warn' : 'ok'} icon={CircleCheck}>
        {answer.zones > 0 ? t('bulletins.touched', { count: answer.zones }) : t('bulletins.touchedNone')}{' '}
        <b>{answer.proposals > 0 ? t('bulletins.proposed', { count: answer.proposals }) : t('bulletins.proposedNone')}</b>
      </Banner>
      <div className="acts-row">
        {answer.proposals > 0 && <Link href="/" className="btn pri xl">{t('bulletins.toProposals')}</Link>}
        <Link href={`/ban-tin/${answer.id}`} className={answer.proposals > 0 ? 'btn xl' : 'btn pri xl'} data-act="see">{t('bulletins.see')}</Link>
        <button type="button" className="btn xl" onClick={again}>{t('bulletins.another')}</button>
      </div>
    </section>
  );
}
