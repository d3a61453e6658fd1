import '../i18n/resources';
import '../households/register.css';
import './resources.css';
import { FileUp, ListChecks, Plus, Route as RouteIcon, Scale } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Gate } from '../accounts/Gate';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { ItemsDialog } from './ItemsDialog';
import { LineDialog } from './LineDialog';
import { LineList } from './LineList';
import { LoanList } from './LoanList';
import { ShelterDialog } from './ShelterDialog';
import { ShelterList } from './ShelterList';
import { REGISTERS, TABS, type Register, type Tab } from './types';

const isTab = (text: string | null): text is Tab => (TABS as readonly string[]).includes(text ?? '');
const isRegister = (tab: Tab): tab is Register => (REGISTERS as readonly string[]).includes(tab);

/** What an evacuation needs, register by register: who has it, where, and whether it can be had today. */
export default function ResourcesPage() {
  const { t } = useWords();
  const { may } = useSignedIn();
  const [query] = useSearchParams();
  const asked = query.get('so');
  const tab: Tab = isTab(asked) ? asked : 'shelters';
  const [adding, setAdding] = useState(false);
  const [listing, setListing] = useState(false);
  const edits = may('edit_resources');
  return (
    <Office
      title={t('resources.title')} lead={t('resources.lead')} tools={<Tabs at={tab} />}
      act={(edits || may('manage_units')) && tab !== 'loans' && (
        <span className="regacts">
          {may('manage_units') && <Link className="btn" href="/nguon-luc/duong" data-act="roads"><RouteIcon aria-hidden className="i" />{t('resources.roads')}</Link>}
          {tab === 'supplies' && <Link className="btn" href="/nguon-luc/dinh-muc" data-act="norms"><Scale aria-hidden className="i" />{t('resources.norms.title')}</Link>}
          {edits && tab === 'supplies' && <button type="button" className="btn" onClick={() => setListing(true)} data-act="items"><ListChecks aria-hidden className="i" />{t('resources.items.title')}</button>}
          {edits && <Link className="btn" href={`/nguon-luc/nhap?so=${tab}`} data-act="import"><FileUp aria-hidden className="i" />{t('resources.import')}</Link>}
          {edits && <button type="button" className="btn pri" onClick={() => setAdding(true)} data-act="add"><Plus aria-hidden className="i" />{t('resources.add')}</button>}
        </span>
      )}
    >
      <Gate>{tab === 'loans' ? <LoanList /> : isRegister(tab) ? <LineList key={tab} register={tab} /> : <ShelterList />}</Gate>
      {adding && isRegister(tab) && <LineDialog register={tab} onClose={() => setAdding(false)} />}
      {listing && <ItemsDialog onClose={() => setListing(false)} />}
      {adding && tab === 'shelters' && <ShelterDialog onClose={() => setAdding(false)} />}
    </Office>
  );
}

function Tabs({ at }: { at: Tab }) {
  const { t } = useWords();
  return (
    <nav className="restabs" aria-label={t('resources.tabs.label')}>
      {TABS.map((tab) => <Link key={tab} href={`/nguon-luc?so=${tab}`} aria-current={tab === at ? 'page' : undefined} data-tab={tab}>{t(`resources.tabs.${tab}`)}</Link>)}
    </nav>
  );
}
