import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useMeta } from '../../api/queries';
import { useWords } from '../../i18n';
import { Switches } from '../AppBar';

/** The frame of the pages outside: whose program this is, one thing to do, and the emergency numbers. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useWords();
  const demonstration = useMeta().data?.demonstration ?? false;
  return (
    <div className="door">
      <header className="bar door-bar">
        <h1 className="brand"><Link href="/">{t('brand')}<small>{t('brandLine')}</small></Link></h1>
        <span className="grow" />
        <Switches />
      </header>
      {demonstration && <aside className="demoline" aria-label={t('demoTag')}><FlaskConical aria-hidden size={14} /><span className="grow">{t('demoBanner')}</span></aside>}
      <main id="main" className="door-m" tabIndex={-1}>
        <section className="door-card" aria-labelledby="door-title">
          <h2 id="door-title">{title}</h2>
          {children}
        </section>
      </main>
      <footer className="door-f">{t('app.about.emergency')}</footer>
    </div>
  );
}
