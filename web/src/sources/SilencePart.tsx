import { RadioTower } from 'lucide-react';
import { Link } from 'wouter';
import { useSilence } from '../api/queries';
import type { UnheardZones } from '../api/types';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { DataTable, type Column } from '../shared/table/DataTable';

/** Where nothing is heard: how many zones and communes, and each commune with the reason. */
export function SilencePart() {
  const { t, loc } = useWords();
  const silence = useSilence().data;
  if (!silence || silence.zones === 0) return null;
  const columns: Column<UnheardZones>[] = [
    { key: 'commune', heading: t('sourcing.silence.commune'), main: true, value: (s) => s.commune_name, cell: (s) => <>{s.commune_name}<small>{s.hazards.map((hazard) => t(`hazards.${hazard as 'storm'}`)).join(', ')}</small></> },
    { key: 'zones', heading: t('sourcing.silence.zones'), value: (s) => s.zones, cell: (s) => String(s.zones) },
    { key: 'why', heading: t('sourcing.silence.why'), value: (s) => loc(s.sentence), cell: (s) => loc(s.sentence) },
  ];
  return (
    <section className="stack sourcetable" data-silence={silence.zones}>
      <h3>{t('sourcing.silence.title')}</h3>
      <Banner tone="dan" icon={RadioTower}><b>{t('app.sources.bannerZones', { zones: silence.zones, communes: silence.communes })}</b> {t('sourcing.silence.what')} <Link href="/nhap-ban-tin">{t('sourcing.silence.type')}</Link></Banner>
      <DataTable caption={t('sourcing.silence.title')} columns={columns} rows={silence.items} rowKey={(s) => `${s.commune_code}-${s.hazards.join('-')}`} file={t('sourcing.silence.file')} empty={null} />
      {silence.next && <p className="mut sm">{t('sourcing.silence.more', { count: silence.items.length })}</p>}
    </section>
  );
}
