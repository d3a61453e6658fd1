import { Download } from 'lucide-react';
import { useState } from 'react';
import { BASE } from '../api/client';
import { useWords } from '../i18n';
import { Select } from '../shared/form/Select';

const FORMATS = ['shp', 'gpkg', 'kml', 'kmz', 'geojson', 'ndjson', 'fgb', 'csv', 'xlsx'] as const;
/** VN-2000 by central meridian; the two of the province first, then along the country. */
const MERIDIANS: readonly (readonly [epsg: number, meridian: string])[] = [
  [5898, '108°00\''], [9216, '107°30\''], [5896, '102°00\''], [9205, '103°00\''], [9206, '104°00\''], [9207, '104°30\''], [9208, '104°45\''], [5897, '105°00\''], [9209, '105°30\''], [9210, '105°45\''],
  [9211, '106°00\''], [9212, '106°15\''], [9213, '106°30\''], [9214, '107°00\''], [9215, '107°15\''], [5899, '107°45\''], [9217, '108°15\''], [9218, '108°30\''],
];

/** The zones in force as a file: the format, and the system its numbers are in. */
export function ExportMenu() {
  const { t } = useWords();
  const [format, setFormat] = useState<string>('shp');
  const [crs, setCrs] = useState('4326');
  const systems = [
    { value: '4326', name: t('zones.export.wgs84') },
    ...MERIDIANS.map(([epsg, meridian]) => ({ value: String(epsg), name: t('zones.export.vn2000', { meridian }) })),
    { value: '3405', name: t('zones.export.utm', { meridian: '105°' }) }, { value: '3406', name: t('zones.export.utm', { meridian: '111°' }) },
  ];
  return (
    <details className="exportmenu">
      <summary className="btn s"><Download aria-hidden className="i sm" />{t('zones.export.open')}</summary>
      <div className="exportbox">
        <Select label={t('zones.export.format')} value={format} onChange={(event) => setFormat(event.target.value)} options={FORMATS.map((each) => ({ value: each, name: t(`zones.export.${each}`) }))} />
        <Select label={t('zones.export.crs')} hint={t('zones.export.crsHint')} value={crs} onChange={(event) => setCrs(event.target.value)} options={systems} />
        <a className="btn pri" download href={`${BASE}/zones/export?format=${format}&crs=EPSG:${crs}`} data-act="export">{t('zones.export.act')}</a>
      </div>
    </details>
  );
}
