import { EyeOff, PhoneOff } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useWords } from '../../../i18n';
import { Banner } from '../../../shared/Banner';
import type { PartProps } from '../PartEditor';
import { faultsOf, gridColumns, phoneErrors, rowsOfPlan, withoutPhone } from './annex';

const EditableGrid = lazy(() => import('../../../shared/grid/EditableGrid'));
const NO_ROWS: [] = [];

/** An annex table, worked on as in a spreadsheet; rows that nobody could call are counted and marked. */
export function AnnexPart({ part, form, version, edit, title }: PartProps & { title: string }) {
  const { t } = useWords();
  const table = form.tables.find((each) => `/annexes/${each.key}` === part.pointer);
  const columns = useMemo(() => (table ? gridColumns(table) : []), [table]);
  const rows = (table && edit.content.annexes[table.key]) ?? NO_ROWS;
  const errors = useMemo(
    () => (table ? [...phoneErrors(table, rows, t('plan.annex.noPhone')), ...faultsOf(table, edit.faults)] : []),
    [table, rows, edit.faults, t],
  );
  if (!table) return null;
  if (version.withheld.includes(part.pointer)) return <Banner tone="info" icon={EyeOff}>{t('plan.annex.withheld')}</Banner>;
  const silent = withoutPhone(table, rows).length;
  return (
    <>
      {silent > 0 && <Banner tone="warn" icon={PhoneOff}>{t('plan.annex.silent', { count: silent, total: rows.length })}</Banner>}
      <Suspense fallback={<p className="mut" role="status">{t('loading')}</p>}>
        <EditableGrid label={title} columns={columns} rows={rows} errors={errors} onChange={(next) => edit.change(part.pointer, rowsOfPlan(table, next))} />
      </Suspense>
    </>
  );
}
