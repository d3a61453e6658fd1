import { Link } from 'wouter';
import { useInspectionTemplates } from '../api/inspections';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { date } from '../shared/format';
import { Tag } from '../shared/Tags';
import { Tabs } from './Tabs';

/** What inspections ask, template by template. */
export default function TemplateList() {
  const { t, loc } = useWords();
  const found = useInspectionTemplates();
  return (
    <Office title={t('inspections.tpl.title')} lead={t('inspections.tpl.lead')} crumbs={[{ href: '/kiem-tra', name: t('inspections.title') }]} tools={<Tabs />} width="text">
      {!found.data && <Waiting error={found.error} retry={() => void found.refetch()} />}
      {found.data?.map((template) => {
        const verify = template.points.filter((point) => point.source.verify).length;
        return (
          <section key={template.code} className="block" data-template={template.code}>
            <h3><Link href={`/kiem-tra/mau/${template.code}`}>{loc(template.name)}</Link></h3>
            <p className="insp-lead">{t('inspections.campaign.pointsOf', { count: template.points.length })}{verify > 0 && <Tag tone="warn">{t('inspections.tpl.verify', { count: verify })}</Tag>}</p>
            <p className="mut">{loc(template.note)}</p>
            <p className="sm mut">{template.changed_at ? t('inspections.tpl.changed', { who: template.changed_by ?? '–', day: date(template.changed_at) }) : t('inspections.tpl.shipped')}</p>
          </section>
        );
      })}
    </Office>
  );
}
